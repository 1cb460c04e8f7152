package org.latticework.trainer.program.vector.row;

import static org.latticework.trainer.vector.VectorFunctions.LANES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latticework.trainer.program.basis.Coupling;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Loops;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Rows;

/**
 * out[c, u] = √(2 l₃ + 1) w_p[u] Σ_ab C_abc x_p[a, u] Y_p[b] for each path p, row after row: first
 * the sum, on whole vectors, then the product with w.
 */
public final class TensorProductKernel implements Kernel {
  private final List<Path> paths = new ArrayList<>();
  private final Input weights;
  private final Output out;

  /** One path: its operands, where its channels are, and its coupling. */
  private static final class Path {
    final Input x;
    final Rows y;
    final int firstWeight;
    final int channel; // of out
    final List<Coupling.Element> elements;
    final float gain; // √(2 l₃ + 1)
    final float[] sums; // components of out × padded channels
    final float[] weights; // padded channels

    Path(Input x, Rows y, int firstWeight, int channel, int components) {
      this.x = x;
      this.y = y;
      this.firstWeight = firstWeight;
      this.channel = channel;
      this.elements =
          Coupling.elements(
              (x.value.components - 1) / 2, (y.components - 1) / 2, (components - 1) / 2);
      this.gain = (float) Math.sqrt(components);
      this.sums = new float[components * x.value.padded];
      this.weights = new float[x.value.padded];
    }

    /** Adds up Σ_ab C_abc x[a, u] Y[b]. */
    void sum(int row) {
      Arrays.fill(sums, 0);
      int width = x.value.padded;
      int from = x.value.at(row);
      int harmonic = y.at(row);
      for (Coupling.Element e : elements) {
        float factor = gain * (float) e.value() * y.data[harmonic + e.b() * y.padded];
        addScaled(factor, x.value.data, from + e.a() * width, sums, e.c() * width, width);
      }
    }

    /** Adds what comes back through the sum. */
    void back(int row) {
      int width = x.value.padded;
      int to = x.gradient.at(row);
      int harmonic = y.at(row);
      for (Coupling.Element e : elements) {
        float factor = gain * (float) e.value() * y.data[harmonic + e.b() * y.padded];
        addScaled(factor, sums, e.c() * width, x.gradient.data, to + e.a() * width, width);
      }
    }
  }

  /**
   * Makes a kernel.
   *
   * @param xs features of each path
   * @param ys harmonics of each path
   * @param firstWeights the first channel of the weights of each path
   */
  public TensorProductKernel(
      List<Input> xs, List<Input> ys, List<Integer> firstWeights, Input weights, Output out) {
    this.weights = weights;
    this.out = out;
    int channel = 0;
    for (int k = 0; k < xs.size(); k++) {
      int components = out.value().components;
      paths.add(new Path(xs.get(k), ys.get(k).value, firstWeights.get(k), channel, components));
      channel += xs.get(k).value.channels;
    }
  }

  private static void addScaled(float factor, float[] x, int from, float[] out, int at, int width) {
    Loops.scale(factor, x, from, out, at, width, true);
  }

  @Override
  public void forward(int first, int rows) {
    for (int row = first; row < first + rows; row++) {
      for (Path path : paths) {
        path.sum(row);
        multiply(path, row);
      }
    }
  }

  private void multiply(Path path, int row) {
    Rows result = out.value();
    int weight = weights.value.at(row) + path.firstWeight;
    int width = path.x.value.padded;
    for (int c = 0; c < result.components; c++) {
      int at = result.at(row) + c * result.padded + path.channel;
      for (int u = 0; u < path.x.value.channels; u++) {
        result.data[at + u] = path.sums[c * width + u] * weights.value.data[weight + u];
      }
    }
  }

  @Override
  public void backward(int first, int rows) {
    if (weights.wanted()) {
      weights.clear(first, rows);
    }
    paths.stream().map(path -> path.x).filter(Input::wanted).forEach(x -> x.clear(first, rows));
    for (int row = first; row < first + rows; row++) {
      for (Path path : paths) {
        if (weights.wanted()) {
          path.sum(row);
          backToWeights(path, row);
        }
        if (path.x.wanted()) {
          weigh(path, row);
          path.back(row);
        }
      }
    }
  }

  private void backToWeights(Path path, int row) {
    Rows g = out.gradient();
    Rows to = weights.gradient;
    int at = to.at(row) + path.firstWeight;
    int width = path.x.value.padded;
    for (int c = 0; c < g.components; c++) {
      int from = g.at(row) + c * g.padded + path.channel;
      for (int u = 0; u < path.x.value.channels; u++) {
        to.data[at + u] += path.sums[c * width + u] * g.data[from + u];
      }
    }
  }

  /** Writes the gradient times the weights where sums are. */
  private void weigh(Path path, int row) {
    Rows g = out.gradient();
    int channels = path.x.value.channels;
    int width = path.x.value.padded;
    System.arraycopy(
        weights.value.data, weights.value.at(row) + path.firstWeight, path.weights, 0, channels);
    for (int c = 0; c < g.components; c++) {
      int at = c * width;
      System.arraycopy(g.data, g.at(row) + c * g.padded + path.channel, path.sums, at, channels);
      for (int k = 0; k < width; k += LANES) {
        Loops.load(path.sums, at + k).mul(Loops.load(path.weights, k)).intoArray(path.sums, at + k);
      }
    }
  }
}
