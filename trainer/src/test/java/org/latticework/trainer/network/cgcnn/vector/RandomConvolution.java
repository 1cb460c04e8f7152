package org.latticework.trainer.network.cgcnn.vector;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.function.Consumer;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.batch.EdgeList;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.vector.TiledEdges;
import org.latticework.trainer.vector.VectorBasis;
import org.latticework.trainer.vector.VectorNorm;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A random batch of crystals with ragged degrees (none too), repeated neighbors and self images,
 * and random weights, for both kinds of convolution.
 */
public final class RandomConvolution {
  final int features;
  public final int[] offsets;
  public final int[] neighbors;
  public final float[] distances;
  public final float[] h;
  public final float[] outGradient;
  public final PlainConvolution plain;
  private final Random random;
  public FusedConvolution fused;
  TiledEdges graph;

  public RandomConvolution(
      ConvolutionVariant variant,
      GaussianBasis basis,
      int features,
      int crystals,
      int degree,
      long seed) {
    this.features = features;
    this.random = new Random(seed);
    int atomsPerCrystal = 5;
    int atoms = crystals * atomsPerCrystal;
    offsets = new int[atoms + 1];
    for (int i = 0; i < atoms; i++) {
      offsets[i + 1] = offsets[i] + (i % 7 == 3 ? 0 : random.nextInt(2 * degree));
    }
    int edges = offsets[atoms];
    neighbors = new int[edges];
    distances = new float[edges];
    for (int i = 0; i < atoms; i++) {
      for (int e = offsets[i]; e < offsets[i + 1]; e++) {
        neighbors[e] = i / atomsPerCrystal * atomsPerCrystal + random.nextInt(atomsPerCrystal);
        distances[e] = (float) (basis.cutoff() * 1.05 * Math.sqrt(random.nextDouble()) + 0.01);
      }
    }
    h = normals(atoms * features, 1);
    outGradient = normals(atoms * features, 1);
    plain = new PlainConvolution(variant, basis, features);
    double spread = 1 / Math.sqrt(2.0 * features + 4);
    for (int k = 0; k < plain.gate.length; k++) {
      fill(plain.gate[k], spread, 0);
      fill(plain.content[k], spread, 0);
    }
    fill(plain.gateBias, spread, 0);
    fill(plain.contentBias, spread, 0);
    eachNorm(
        plain,
        norm -> {
          fill(norm.scale, 0.3, 1);
          fill(norm.shift, 0.3, 0);
        });
    VectorBasis fusedBasis = VectorBasis.of(basis);
    graph = new TiledEdges(fusedBasis);
    layOut();
    fused = new FusedConvolution(variant, features, new FusedScratch(features, fusedBasis));
    load();
  }

  private void layOut() {
    graph.prepare(
        new EdgeList(
            Nd4j.createFromArray(offsets),
            Nd4j.createFromArray(neighbors),
            Nd4j.createFromArray(distances),
            Nd4j.createFromArray(new int[] {1}),
            Nd4j.createFromArray(new int[] {1}),
            Nd4j.zeros(1)));
  }

  int atoms() {
    return offsets.length - 1;
  }

  public int edges() {
    return neighbors.length;
  }

  public static double[][] rows(float[] values, int width) {
    double[][] rows = new double[values.length / width][width];
    for (int i = 0; i < values.length; i++) {
      rows[i / width][i % width] = values[i];
    }
    return rows;
  }

  static float[] flat(double[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    float[] values = new float[rows.length * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows[i / width][i % width];
    }
    return values;
  }

  static void eachNorm(PlainConvolution plain, Consumer<PlainNorm> action) {
    action.accept(plain.gateNorm);
    action.accept(plain.contentNorm);
    action.accept(plain.messageNorm);
    action.accept(plain.atomNorm);
  }

  /** Gives the fused convolution the plain one's weights and running statistics. */
  void load() {
    fused.weights.load(
        flat(plain.gate), floats(plain.gateBias), flat(plain.content), floats(plain.contentBias));
    load(plain.gateNorm, fused.gateNorm.norm);
    load(plain.contentNorm, fused.contentNorm.norm);
    load(plain.messageNorm, fused.messageNorm);
    load(plain.atomNorm, fused.atomNorm);
  }

  /** Moves to the buffers of another. */
  public RandomConvolution sharing(RandomConvolution other) {
    fused = other.fused;
    graph = other.graph;
    return this;
  }

  /** Returns the bytes allocated by a number of steps, forward and backward. */
  public long allocatedBySteps(int steps) {
    float[] in = fused.begin(graph);
    pack(h, in);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (int k = 0; k < steps; k++) {
      fused.forward(true);
      pack(outGradient, fused.beginBackward());
      fused.backward();
    }
    return thread.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  /** Runs the fused convolution; returns N x d. */
  public float[] forward(boolean training) {
    layOut();
    load();
    pack(h, fused.begin(graph));
    return unpack(fused.forward(training));
  }

  /** Runs the fused convolution's backward pass; returns the gradient of h, N x d. */
  public float[] backward() {
    pack(outGradient, fused.beginBackward());
    return unpack(fused.backward());
  }

  private void pack(float[] dense, float[] padded) {
    int width = fused.weights.width;
    for (int i = 0; i < atoms(); i++) {
      System.arraycopy(dense, i * features, padded, i * width, features);
    }
  }

  private float[] unpack(float[] padded) {
    int width = fused.weights.width;
    float[] dense = new float[atoms() * features];
    for (int i = 0; i < atoms(); i++) {
      System.arraycopy(padded, i * width, dense, i * features, features);
    }
    return dense;
  }

  private static void load(PlainNorm plain, VectorNorm fused) {
    for (int c = 0; c < plain.scale.length; c++) {
      fused.scale[c] = (float) plain.scale[c];
      fused.shift[c] = (float) plain.shift[c];
      fused.mean[c] = plain.mean[c];
      fused.variance[c] = plain.variance[c];
    }
  }

  private static float[] floats(double[] values) {
    return flat(new double[][] {values});
  }

  private void fill(double[] values, double spread, double mean) {
    for (int c = 0; c < values.length; c++) {
      // Exact in float, so that both kinds see the same weights.
      values[c] = (float) (mean + spread * random.nextGaussian());
    }
  }

  private float[] normals(int length, double spread) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (spread * random.nextGaussian());
    }
    return values;
  }
}
