package org.latticework.trainer.network.cgcnn.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.batch.EdgeList;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.cgcnn.Convolution;
import org.latticework.trainer.network.cgcnn.ConvolutionParameters;
import org.latticework.trainer.network.cgcnn.ConvolutionShape;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.network.cgcnn.nd4j.Nd4jKernel;
import org.latticework.trainer.rows.NormParameters;
import org.latticework.trainer.vector.TiledEdges;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Kernel against kernel on a random graph, and in ND4J's arrays as a network has them. */
class FusedKernelTest {
  private static final int FEATURES = 7;

  /** Of some 1600 edges, which are several blocks; Gaussians computed, or stored with the edges. */
  @ParameterizedTest
  @CsvSource({
    "MESSAGE_NORM, false, false",
    "MESSAGE_NORM, false, true",
    "MESSAGE_NORM, true, false",
    "MESSAGE_NORM, true, true",
    "SUM_NORM, false, false",
    "SUM_NORM, false, true",
    "SUM_NORM, true, false",
    "SUM_NORM, true, true",
    "ORIGINAL, false, false",
    "ORIGINAL, false, true",
    "ORIGINAL, true, false",
    "ORIGINAL, true, true"
  })
  void agreesWithTheNd4jKernelInDouble(ConvolutionVariant variant, boolean book, boolean stored) {
    GaussianBasis basis = book ? GaussianBasis.book() : GaussianBasis.original();
    ConvolutionShape shape = new ConvolutionShape(variant, FEATURES, basis);
    RandomConvolution c = new RandomConvolution(variant, basis, FEATURES, 75, 6, 21);
    assertThat(c.edges()).isGreaterThan(3 * TiledEdges.BLOCK_EDGES);
    List<INDArray> fused = run(new FusedKernel(shape), shape, c, stored, DataType.FLOAT);
    List<INDArray> nd4j =
        run(new Nd4jKernel(shape, DataType.DOUBLE), shape, c, stored, DataType.DOUBLE);
    for (int k = 0; k < fused.size(); k++) {
      INDArray expected = nd4j.get(k);
      // One rounding error per term, and sums of cancelling slopes on the scale of their terms.
      double scale = Math.max(Math.sqrt(c.edges()), expected.amaxNumber().doubleValue());
      double error = fused.get(k).castTo(DataType.DOUBLE).sub(expected).amaxNumber().doubleValue();
      assertThat(error / scale).as("array " + k).isLessThan(16 * Math.ulp(1f));
    }
  }

  private static INDArray lengths(float[] distances, GaussianBasis basis, boolean stored) {
    if (!stored) {
      return Nd4j.createFromArray(distances);
    }
    float[] gaussians = new float[distances.length * basis.size()];
    for (int edge = 0; edge < distances.length; edge++) {
      basis.expand(distances[edge], gaussians, edge * basis.size());
    }
    return Nd4j.createFromArray(gaussians).reshape(distances.length, basis.size());
  }

  private static List<INDArray> run(
      Convolution kernel,
      ConvolutionShape shape,
      RandomConvolution c,
      boolean stored,
      DataType type) {
    EdgeList edges =
        new EdgeList(
            Nd4j.createFromArray(c.offsets),
            Nd4j.createFromArray(c.neighbors),
            lengths(c.distances, shape.basis(), stored).castTo(type),
            Nd4j.createFromArray(new int[] {1}),
            Nd4j.createFromArray(new int[] {1}),
            Nd4j.zeros(1));
    return run(kernel, shape, edges, c.h, c.outGradient, type);
  }

  /** Returns output, gradient of h, all gradients and steps, and the output in inference. */
  private static List<INDArray> run(
      Convolution kernel,
      ConvolutionShape shape,
      EdgeList edges,
      float[] atoms,
      float[] outGradient,
      DataType type) {
    INDArray h = Nd4j.createFromArray(atoms).castTo(type).reshape(edges.nodes(), FEATURES);
    Parts parameters = new Parts(shape, type, new Random(8));
    Parts gradients = new Parts(shape, type, new Random(9));
    Convolution.Pass pass = kernel.prepare(edges).forward(parameters.named(), h, true);
    List<INDArray> results = new ArrayList<>();
    results.add(pass.output().dup());
    // Column-major, as nothing forbids.
    INDArray gradient =
        Nd4j.createFromArray(outGradient).castTo(type).reshape(edges.nodes(), FEATURES).dup('f');
    results.add(pass.backward(gradient, gradients.named()).dup());
    results.addAll(gradients.views);
    results.add(kernel.prepare(edges).forward(parameters.named(), h, false).output().dup());
    return results;
  }

  /**
   * A merged graph against the graph of all that its nodes and edges stand for, which neither
   * kernel knows to be alike.
   */
  @ParameterizedTest
  @CsvSource({
    "MESSAGE_NORM, FUSED",
    "MESSAGE_NORM, ND4J",
    "SUM_NORM, FUSED",
    "SUM_NORM, ND4J",
    "ORIGINAL, FUSED",
    "ORIGINAL, ND4J"
  })
  void aMergedGraphComesToTheSameAsAllThatItStandsFor(
      ConvolutionVariant variant, KernelChoice choice) {
    boolean fused = choice == KernelChoice.FUSED;
    DataType type = fused ? DataType.FLOAT : DataType.DOUBLE;
    ConvolutionShape shape = new ConvolutionShape(variant, FEATURES, GaussianBasis.original());
    MergedGraph merged = new MergedGraph(60, FEATURES, new Random(31));
    Convolution kernel = fused ? new FusedKernel(shape) : new Nd4jKernel(shape, type);
    List<INDArray> found =
        run(kernel, shape, merged.edges(type), merged.h(), merged.outGradient(), type);
    List<INDArray> expected =
        run(
            new Nd4jKernel(shape, DataType.DOUBLE),
            shape,
            merged.expandedEdges(),
            merged.expanded(merged.h(), false),
            merged.expanded(merged.outGradient(), true),
            DataType.DOUBLE);
    for (int k = 0; k < found.size(); k++) {
      INDArray other = expected.get(k);
      if (other.rows() == merged.atoms()) {
        other = k == 1 ? merged.sumOfCopies(other) : merged.firstCopies(other);
      }
      double scale = Math.max(Math.sqrt(merged.pairs()), other.amaxNumber().doubleValue());
      double error = found.get(k).castTo(DataType.DOUBLE).sub(other).amaxNumber().doubleValue();
      // In double one rounding error per term; the gradients that were shared out were floats.
      assertThat(error / scale).as("array " + k).isLessThan((fused ? 16 : 1) * Math.ulp(1f));
    }
  }

  /** Parameters as views of one flat vector. */
  private static final class Parts {
    private final ConvolutionShape shape;
    private final List<INDArray> views = new ArrayList<>();

    Parts(ConvolutionShape shape, DataType type, Random random) {
      this.shape = shape;
      int weights = shape.inputs() * FEATURES;
      int length = 2 * weights + 14 * FEATURES;
      float[] values = new float[length];
      for (int k = 0; k < length; k++) {
        values[k] = (float) Math.abs(0.3 * random.nextGaussian());
      }
      INDArray flat = Nd4j.createFromArray(values).castTo(type);
      int start = 0;
      for (int k = 0; k < 16; k++) {
        int rows = k == 0 || k == 2 ? shape.inputs() : 1;
        views.add(
            flat.get(NDArrayIndex.interval(start, start + rows * FEATURES))
                .reshape('c', rows, FEATURES));
        start += rows * FEATURES;
      }
      int used = 8 + 4 * norms();
      views.subList(used, views.size()).clear();
    }

    private int norms() {
      return switch (shape.variant()) {
        case MESSAGE_NORM -> 1;
        case SUM_NORM -> 0;
        case ORIGINAL -> 2;
      };
    }

    private NormParameters norm(int first) {
      return new NormParameters(
          views.get(first), views.get(first + 1), views.get(first + 2), views.get(first + 3));
    }

    ConvolutionParameters named() {
      List<NormParameters> edgeNorms = new ArrayList<>();
      for (int k = 0; k < norms(); k++) {
        edgeNorms.add(norm(8 + 4 * k));
      }
      return new ConvolutionParameters(
          views.get(0), views.get(1), views.get(2), views.get(3), edgeNorms, norm(4));
    }
  }
}
