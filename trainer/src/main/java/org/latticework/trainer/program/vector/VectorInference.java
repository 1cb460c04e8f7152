package org.latticework.trainer.program.vector;

import java.util.Optional;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.batch.GraphEdges;
import org.latticework.trainer.network.AtomAttention;
import org.latticework.trainer.network.Inference;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.program.Program;

/** A trained program on vector units, with running statistics, a crystal at a time. */
public final class VectorInference implements Inference, AtomAttention {
  private final Program program;
  private final VectorExecutor executor;
  private int[] elements = new int[0];

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
  }

  @Override
  public float[] atoms(CrystalGraph graph) {
    compute(graph);
    float[] nodes = executor.copy(program.value(Program.ATOMS));
    int[] classes = graph.classes();
    if (classes.length == 0) {
      return nodes;
    }
    int width = program.value(Program.ATOMS).width();
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
