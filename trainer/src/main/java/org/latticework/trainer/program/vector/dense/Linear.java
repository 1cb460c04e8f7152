package org.latticework.trainer.program.vector.dense;

import java.util.List;
import java.util.Optional;
import org.latticework.trainer.program.vector.kernel.Variable;

/**
 * Some rows of a parameter, and perhaps a bias.
 *
 * @param weights has the rows
 * @param firstRow of them
 * @param inputs how many
 * @param bias b; 0 where there is none
 */
public record Linear(Variable weights, int firstRow, int inputs, Optional<Variable> bias)
    implements Affine {
  /** Returns the columns of M. */
  int outputs() {
    return weights.columns;
  }

  @Override
  public void load(float[] matrix, int stride, float[] offset) {
    int columns = weights.columns;
    for (int i = 0; i < inputs; i++) {
      System.arraycopy(weights.values, (firstRow + i) * columns, matrix, i * stride, columns);
    }
    bias.ifPresent(b -> System.arraycopy(b.values, 0, offset, 0, columns));
  }

  /** Returns an element of M. */
  float value(int row, int column) {
    return weights.values[(firstRow + row) * weights.columns + column];
  }

  @Override
  public List<Variable> variables() {
    return bias.map(b -> List.of(weights, b)).orElse(List.of(weights));
  }

  @Override
  public boolean learns() {
    return weights.learns() || bias.filter(Variable::learns).isPresent();
  }

  @Override
  public void addMatrix(float[] sums, int stride) {
    if (weights.learns()) {
      int columns = weights.columns;
      for (int i = 0; i < inputs; i++) {
        int target = (firstRow + i) * columns;
        for (int j = 0; j < columns; j++) {
          weights.gradient[target + j] += sums[i * stride + j];
        }
      }
    }
  }

  @Override
  public void addOffset(double[] sums) {
    bias.filter(Variable::learns)
        .ifPresent(
            b -> {
              for (int j = 0; j < b.columns; j++) {
                b.gradient[j] += sums[j];
              }
            });
  }
}
