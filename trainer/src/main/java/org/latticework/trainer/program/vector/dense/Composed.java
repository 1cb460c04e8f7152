package org.latticework.trainer.program.vector.dense;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.latticework.trainer.program.vector.kernel.Variable;

/**
 * One linear map after another: x (A B) + (a B + b). Back, with G = ∂L/∂(A B) and g = ∂L/∂b: ∂L/∂A
 * = G Bᵀ, ∂L/∂a = g Bᵀ, ∂L/∂B = Aᵀ G + aᵀ g. Pays where A has fewer rows than columns.
 */
public final class Composed implements Affine {
  private final Linear first; // A and a
  private final Linear second; // B and b
  private final double[] gradient; // G

  public Composed(Linear first, Linear second) {
    this.first = first;
    this.second = second;
    this.gradient = new double[first.inputs() * second.outputs()];
  }

  private int inputs() {
    return first.inputs();
  }

  private int outputs() {
    return second.outputs();
  }

  @Override
  public void load(float[] matrix, int stride, float[] offset) {
    int width = second.outputs();
    double[] sums = new double[width];
    for (int i = 0; i < inputs(); i++) {
      Arrays.fill(sums, 0);
      for (int k = 0; k < second.inputs(); k++) {
        addRow(first.value(i, k), k, sums);
      }
      for (int j = 0; j < width; j++) {
        matrix[i * stride + j] = (float) sums[j];
      }
    }
    Arrays.fill(sums, 0);
    first.bias().ifPresent(a -> addRows(a.values, sums));
    second.bias().ifPresent(b -> addAll(b.values, sums));
    for (int j = 0; j < width; j++) {
      offset[j] = (float) sums[j];
    }
  }

  private void addRows(float[] factors, double[] sums) {
    for (int k = 0; k < second.inputs(); k++) {
      addRow(factors[k], k, sums);
    }
  }

  /** Adds a multiple of a row of B. */
  private void addRow(double factor, int row, double[] sums) {
    float[] values = second.weights().values;
    int from = (second.firstRow() + row) * sums.length;
    for (int j = 0; j < sums.length; j++) {
      sums[j] += factor * values[from + j];
    }
  }

  private static void addAll(float[] values, double[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += values[j];
    }
  }

  @Override
  public List<Variable> variables() {
    return Stream.concat(first.variables().stream(), second.variables().stream()).toList();
  }

  @Override
  public boolean learns() {
    return first.learns() || second.learns();
  }

  @Override
  public void addMatrix(float[] sums, int stride) {
    int width = outputs();
    for (int i = 0; i < inputs(); i++) {
      for (int j = 0; j < width; j++) {
        gradient[i * width + j] += sums[i * stride + j];
      }
    }
  }

  @Override
  public void addOffset(double[] sums) {
    if (first.weights().learns()) {
      for (int i = 0; i < inputs(); i++) {
        addTransposed(gradient, i * outputs(), first.weights(), first.firstRow() + i);
      }
    }
    first.bias().filter(Variable::learns).ifPresent(a -> addTransposed(sums, 0, a, 0));
    if (second.weights().learns()) {
      for (int i = 0; i < inputs(); i++) {
        for (int k = 0; k < second.inputs(); k++) {
          addToSecond(first.value(i, k), gradient, i * outputs(), k);
        }
      }
      first.bias().ifPresent(a -> addToSecond(a, sums));
    }
    second.addOffset(sums);
    Arrays.fill(gradient, 0);
  }

  private void addToSecond(Variable bias, double[] sums) {
    for (int k = 0; k < second.inputs(); k++) {
      addToSecond(bias.values[k], sums, 0, k);
    }
  }

  /** Adds g Bᵀ to a row of a gradient. */
  private void addTransposed(double[] g, int from, Variable target, int row) {
    float[] values = second.weights().values;
    int width = outputs();
    for (int k = 0; k < second.inputs(); k++) {
      int at = (second.firstRow() + k) * width;
      double sum = 0;
      for (int j = 0; j < width; j++) {
        sum += g[from + j] * values[at + j];
      }
      target.gradient[row * target.columns + k] += sum;
    }
  }

  private void addToSecond(double factor, double[] g, int from, int row) {
    double[] target = second.weights().gradient;
    int width = outputs();
    int at = (second.firstRow() + row) * width;
    for (int j = 0; j < width; j++) {
      target[at + j] += factor * g[from + j];
    }
  }
}
