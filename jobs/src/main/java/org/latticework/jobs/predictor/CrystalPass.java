package org.latticework.jobs.predictor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.inference.Predictor;

/**
 * What the networks of a model make of one crystal; each computes it when it is first asked for.
 */
final class CrystalPass {
  private final List<Predictor> members;
  private final CrystalGraph graph;
  private List<float[]> pooled = List.of();

  CrystalPass(List<Predictor> members, CrystalGraph graph) {
    this.members = members;
    this.graph = graph;
  }

  /** Returns the mean of the last layer's vectors over the atoms, d numbers, of each network. */
  private List<float[]> pooled() {
    if (pooled.isEmpty()) {
      pooled = members.stream().map(member -> member.embedding(graph)).toList();
    }
    return pooled;
  }

  /** Returns that of the first network; not a copy. */
  float[] vector() {
    return pooled().get(0);
  }

  /** Returns the first network's vector of each atom, N arrays of d numbers. */
  float[][] atoms() {
    float[] all = members.get(0).atoms(graph);
    int width = all.length / graph.atoms();
    float[][] rows = new float[graph.atoms()][];
    for (int atom = 0; atom < rows.length; atom++) {
      rows[atom] = Arrays.copyOfRange(all, atom * width, (atom + 1) * width);
    }
    return rows;
  }

  /**
   * Returns what each network says that each site contributes: of each of t columns N numbers.
   *
   * @throws UnsupportedOperationException if the networks take no mean over atoms
   */
  List<List<double[]>> contributions() {
    return members.stream().map(member -> member.contributions(graph)).toList();
  }

  /** Returns what each network predicts, t numbers. */
  List<double[]> predictions() {
    return IntStream.range(0, members.size())
        .mapToObj(k -> members.get(k).head(pooled().get(k)))
        .toList();
  }
}
