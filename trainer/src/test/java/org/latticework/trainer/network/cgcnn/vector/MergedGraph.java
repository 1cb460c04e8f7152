package org.latticework.trainer.network.cgcnn.vector;

import java.util.Arrays;
import java.util.Random;
import org.latticework.trainer.batch.EdgeList;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A random graph whose nodes and edges stand for several, and the graph of all of these. */
public final class MergedGraph {
  private final int width;
  private final int[] multiplicities; // N
  private final int[] firsts; // N + 1; first copy of each node
  private final int[] offsets; // N + 1
  private final int[] neighbors; // E
  private final int[] weights; // E
  private final float[] distances; // E; Å
  private final float[] h;
  private final float[] outGradient;

  public MergedGraph(int nodes, int width, Random random) {
    this.width = width;
    multiplicities = random.ints(nodes, 1, 5).toArray();
    firsts = new int[nodes + 1];
    offsets = new int[nodes + 1];
    for (int i = 0; i < nodes; i++) {
      firsts[i + 1] = firsts[i] + multiplicities[i];
      offsets[i + 1] = offsets[i] + (i % 7 == 3 ? 0 : random.nextInt(14));
    }
    int edges = offsets[nodes];
    neighbors = random.ints(edges, 0, nodes).toArray();
    weights = random.ints(edges, 1, 7).toArray();
    distances = new float[edges];
    for (int e = 0; e < edges; e++) {
      distances[e] = 0.5f + 8 * random.nextFloat();
    }
    h = normals(nodes * width, random);
    outGradient = normals(nodes * width, random);
  }

  private static float[] normals(int length, Random random) {
    float[] values = new float[length];
    for (int k = 0; k < length; k++) {
      values[k] = (float) random.nextGaussian();
    }
    return values;
  }

  public float[] h() {
    return h;
  }

  /** Returns the gradient of each node's output, summed over what it stands for. */
  public float[] outGradient() {
    return outGradient;
  }

  /** Returns how many atoms the nodes stand for. */
  public int atoms() {
    return firsts[multiplicities.length];
  }

  /** Returns how many pairs of atoms the edges stand for. */
  public int pairs() {
    return Math.toIntExact(expandedEdges().edges());
  }

  public EdgeList edges(DataType type) {
    return new EdgeList(
        Nd4j.createFromArray(offsets),
        Nd4j.createFromArray(neighbors),
        Nd4j.createFromArray(distances).castTo(type),
        Nd4j.createFromArray(multiplicities),
        Nd4j.createFromArray(weights),
        Nd4j.zeros(1));
  }

  /** Returns the edges of all copies: one to each neighbor, which copies share as they come. */
  public EdgeList expandedEdges() {
    int[] allOffsets = new int[atoms() + 1];
    int[] allNeighbors = new int[0];
    double[] allDistances = new double[0];
    for (int i = 0; i < multiplicities.length; i++) {
      for (int copy = 0; copy < multiplicities[i]; copy++) {
        for (int e = offsets[i]; e < offsets[i + 1]; e++) {
          int from = allNeighbors.length;
          allNeighbors = Arrays.copyOf(allNeighbors, from + weights[e]);
          allDistances = Arrays.copyOf(allDistances, from + weights[e]);
          for (int k = 0; k < weights[e]; k++) {
            int to = neighbors[e];
            allNeighbors[from + k] = firsts[to] + (copy + k) % multiplicities[to];
            allDistances[from + k] = distances[e];
          }
        }
        allOffsets[firsts[i] + copy + 1] = allNeighbors.length;
      }
    }
    return new EdgeList(
        Nd4j.createFromArray(allOffsets),
        Nd4j.createFromArray(allNeighbors),
        Nd4j.createFromArray(allDistances),
        Nd4j.createFromArray(new int[] {1}),
        Nd4j.createFromArray(new int[] {1}),
        Nd4j.zeros(1));
  }

  /** Gives each copy the node's row, or its share of it. */
  public float[] expanded(float[] rows, boolean shared) {
    float[] all = new float[atoms() * width];
    for (int i = 0; i < multiplicities.length; i++) {
      for (int copy = firsts[i]; copy < firsts[i + 1]; copy++) {
        for (int c = 0; c < width; c++) {
          all[copy * width + c] = rows[i * width + c] / (shared ? multiplicities[i] : 1);
        }
      }
    }
    return all;
  }

  public INDArray firstCopies(INDArray all) {
    return all.getRows(Arrays.copyOf(firsts, multiplicities.length));
  }

  public INDArray sumOfCopies(INDArray all) {
    INDArray sums = Nd4j.zeros(DataType.DOUBLE, multiplicities.length, width);
    for (int i = 0; i < multiplicities.length; i++) {
      for (int copy = firsts[i]; copy < firsts[i + 1]; copy++) {
        sums.getRow(i).addi(all.getRow(copy));
      }
    }
    return sums;
  }
}
