package org.latticework.trainer.program.vector;

import java.util.Optional;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.batch.GraphEdges;
import org.latticework.trainer.network.AtomAttention;
import org.latticework.trainer.network.Inference;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Value;

/** A trained program on vector units, with running statistics, a crystal at a time. */
public final class VectorInference implements Inference, AtomAttention {
  private final Program program;
  private final VectorExecutor executor;
  private int[] elements = new int[0];
  private Optional<CrystalGraph> computed = Optional.empty(); // whose values the executor holds

  /**
   * Loads a network.
   *
   * @param features what atoms begin with; empty where no step reads such a table
   */
  public VectorInference(Program program, Optional<AtomFeatures> features, Parameters parameters) {
    this.program = program;
    this.executor = new VectorExecutor(program, features, true);
    executor.load(parameters);
  }

  private void compute(CrystalGraph graph) {
    if (computed.isPresent() && computed.get() == graph) {
      return;
    }
    computed = Optional.empty();
    if (elements.length < graph.nodes()) {
      elements = new int[graph.nodes()];
    }
    for (int i = 0; i < graph.nodes(); i++) {
      int element = graph.atomicNumber(i);
      if (element > executor.elements()) {
        throw new IllegalArgumentException(
            "The network knows elements up to %d, got %d".formatted(executor.elements(), element));
      }
      elements[i] = element - 1;
    }
    executor.forward(new GraphEdges(graph), elements, new int[] {graph.nodes()}, false);
    computed = Optional.of(graph);
  }

  @Override
  public float[] atoms(CrystalGraph graph) {
    return ofSites(graph, program.value(Program.ATOMS));
  }

  @Override
  public float[] averaged(CrystalGraph graph) {
    return ofSites(graph, program.averaged().orElseThrow(UnsupportedOperationException::new));
  }

  /** Returns the row of each site: that of the node that stands for it. */
  private float[] ofSites(CrystalGraph graph, Value value) {
    compute(graph);
    float[] nodes = executor.copy(value);
    int[] classes = graph.classes();
    if (classes.length == 0) {
      return nodes;
    }
    int width = value.width();
    float[] atoms = new float[graph.atoms() * width];
    for (int atom = 0; atom < graph.atoms(); atom++) {
      System.arraycopy(nodes, classes[atom] * width, atoms, atom * width, width);
    }
    return atoms;
  }

  @Override
  public float[] attention(CrystalGraph graph) {
    compute(graph);
    return executor.copy(program.value(Program.ATTENTION));
  }

  @Override
  public float[] pooled(CrystalGraph graph) {
    compute(graph);
    return executor.copy(program.output());
  }

  @Override
  public float[] output(float[] pooled) {
    return pooled.clone();
  }
}
