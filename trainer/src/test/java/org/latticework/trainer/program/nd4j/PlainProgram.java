package org.latticework.trainer.program.nd4j;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.basis.Coupling;
import org.latticework.trainer.program.basis.RadialFunction;
import org.latticework.trainer.program.basis.SphericalHarmonics;

/** A program forward in double loops, number by number, as its steps say in words. */
final class PlainProgram {
  private final Program program;
  private final PlainGraph graph;
  private final AtomFeatures features;
  private final Map<String, Integer> starts = new HashMap<>(); // in the flat vector
  private double[] flat;
  private double[] runningSteps;
  private Predicate<Step.BatchNorm> trained;
  private double[][][] values; // by step, then row

  PlainProgram(Program program, PlainGraph graph, AtomFeatures features) {
    this.program = program;
    this.graph = graph;
    this.features = features;
    int start = 0;
    for (Parameter parameter : program.parameters()) {
      starts.put(parameter.name(), start);
      start += Math.toIntExact(parameter.length());
    }
  }

  /**
   * Computes all values: by step, then row.
   *
   * @param trainedNorms which norms use the statistics of the batch
   */
  double[][][] run(double[] parameters, Predicate<Step.BatchNorm> trainedNorms) {
    flat = parameters;
    trained = trainedNorms;
    runningSteps = new double[parameters.length];
    values = new double[program.steps().size()][][];
    for (Step step : program.steps()) {
      Value out = step.out();
      values[out.index()] = new double[rows(out.domain())][out.width()];
      compute(step, values[out.index()]);
    }
    return values;
  }

  double[][] value(Value value) {
    return values[value.index()];
  }

  /** Returns what is to be subtracted from running statistics, in their place. */
  double[] runningSteps() {
    return runningSteps;
  }

  /** Returns Σ out · coefficient over all crystals and channels. */
  double loss(
      double[] parameters, Predicate<Step.BatchNorm> trainedNorms, double[][] coefficients) {
    double[][] out = run(parameters, trainedNorms)[program.output().index()];
    double loss = 0;
    for (int b = 0; b < out.length; b++) {
      for (int k = 0; k < out[b].length; k++) {
        loss += out[b][k] * coefficients[b][k];
      }
    }
    return loss;
  }

  private int rows(Domain domain) {
    return domain == Domain.KNOT ? program.knots().orElseThrow().rows() : graph.rows(domain);
  }

  private double number(Parameter parameter, long row, int column) {
    return flat[starts.get(parameter.name()) + Math.toIntExact(row * parameter.columns()) + column];
  }

  private void compute(Step step, double[][] out) {
    if (step instanceof Step.Reduce reduce) {
      reduce(reduce, out);
    } else if (step instanceof Step.Softmax softmax) {
      softmax(softmax, out);
    } else if (step instanceof Step.BatchNorm norm) {
      norm(norm, out);
    } else {
      for (int row = 0; row < out.length; row++) {
        if (!begin(step, row, out[row]) && !combine(step, row, out[row])) {
          contract(step, row, out[row]);
        }
      }
    }
  }

  private boolean begin(Step step, int row, double[] out) {
    if (step instanceof Step.Table table) {
      for (int k = 0; k < out.length; k++) {
        out[k] = number(table.rows(), graph.elements.get(row), k);
      }
    } else if (step instanceof Step.ElementFeatures) {
      for (int k = 0; k < out.length; k++) {
        out[k] = features.value(graph.elements.get(row) + 1, k);
      }
    } else if (step instanceof Step.Constant constant) {
      for (int k = 0; k < out.length; k++) {
        out[k] = constant.numbers().get(k);
      }
    } else if (step instanceof Step.Radial radial) {
      RadialFunction function = radial.function();
      function.evaluate(
          radial.out().domain() == Domain.KNOT
              ? program.knots().orElseThrow().distance(row)
              : graph.distances.get(row),
          out);
    } else if (step instanceof Step.Angular angular) {
      angular.function().evaluate(graph.cosine(row), out);
    } else if (step instanceof Step.Harmonics harmonics) {
      double[] r = graph.directions.get(row);
      SphericalHarmonics.evaluate(harmonics.degree(), r[0], r[1], r[2], out);
    } else {
      return false;
    }
    return true;
  }

  private boolean combine(Step step, int row, double[] out) {
    for (int k = 0; k < out.length; k++) {
      int component = k / step.out().channels();
      int channel = k % step.out().channels();
      if (step instanceof Step.Dense dense) {
        out[k] = dense.bias().map(bias -> number(bias, 0, channel)).orElse(0.0);
        for (int u = 0; u < dense.x().channels(); u++) {
          out[k] +=
              at(dense.x(), row, component, u)
                  * number(dense.weights(), dense.firstRow() + u, channel);
        }
      } else if (step instanceof Step.Gather gather) {
        out[k] = at(gather.x(), graph.place(gather.place(), row), component, channel);
      } else if (step instanceof Step.Map map) {
        out[k] = map.function().value(value(map.x())[row][k]);
      } else if (step instanceof Step.Add add) {
        out[k] = value(add.a())[row][k] + value(add.b())[row][k];
      } else if (step instanceof Step.Multiply multiply) {
        Value b = multiply.b();
        out[k] =
            value(multiply.a())[row][k]
                * at(b, row, b.components() == 1 ? 0 : component, b.channels() == 1 ? 0 : channel);
      } else if (step instanceof Step.Scale scale) {
        out[k] = scale.factor() * value(scale.x())[row][k];
      } else if (step instanceof Step.Slice slice) {
        out[k] = at(slice.x(), row, component, slice.first() + channel);
      } else if (step instanceof Step.Quotient quotient) {
        out[k] = value(quotient.a())[row][k] / (value(quotient.b())[row][k] + quotient.epsilon());
      } else if (step instanceof Step.Outer outer) {
        int q = outer.b().channels();
        out[k] = at(outer.a(), row, component, channel / q) * at(outer.b(), row, 0, channel % q);
      } else {
        return false;
      }
    }
    return true;
  }

  private double at(Value value, int row, int component, int channel) {
    return value(value)[row][component * value.channels() + channel];
  }

  private void contract(Step step, int row, double[] out) {
    if (step instanceof Step.Concat concat) {
      int first = 0;
      for (Value part : concat.parts()) {
        for (int k = 0; k < part.width(); k++) {
          int to = k / part.channels() * concat.out().channels() + first + k % part.channels();
          out[to] = value(part)[row][k];
        }
        first += part.channels();
      }
    } else if (step instanceof Step.RowDot dot) {
      for (int k = 0; k < dot.a().width(); k++) {
        out[0] += value(dot.a())[row][k] * value(dot.b())[row][k];
      }
    } else if (step instanceof Step.Contract sum) {
      for (int k = 0; k < sum.b().width(); k++) {
        int channels = sum.b().channels();
        out[k % channels] += at(sum.a(), row, k / channels, 0) * value(sum.b())[row][k];
      }
    } else if (step instanceof Step.Interpolate interpolate) {
      double[] factors = new double[4];
      double distance = graph.distances.get(row);
      program.knots().orElseThrow().factors(distance, factors);
      int first = program.knots().orElseThrow().first(distance);
      for (int k = 0; k < 4 * out.length; k++) {
        out[k / 4] += factors[k % 4] * value(interpolate.x())[first + k % 4][k / 4];
      }
    } else if (step instanceof Step.TensorProduct product) {
      tensorProduct(product, row, out);
    } else {
      throw new IllegalStateException("Nothing computes " + step);
    }
  }

  private void tensorProduct(Step.TensorProduct product, int row, double[] out) {
    int first = 0;
    for (Step.Path path : product.paths()) {
      List<Coupling.Element> elements =
          Coupling.elements(
              (path.x().components() - 1) / 2,
              (path.y().components() - 1) / 2,
              (product.out().components() - 1) / 2);
      for (Coupling.Element element : elements) {
        for (int u = 0; u < path.x().channels(); u++) {
          out[element.c() * product.out().channels() + first + u] +=
              Math.sqrt(product.out().components())
                  * at(product.weights(), row, 0, path.firstWeight() + u)
                  * element.value()
                  * at(path.x(), row, element.a(), u)
                  * at(path.y(), row, element.b(), 0);
        }
      }
      first += path.x().channels();
    }
  }

  private void reduce(Step.Reduce reduce, double[][] out) {
    double[] counts = new double[out.length];
    double[][] x = value(reduce.x());
    for (int row = 0; row < x.length; row++) {
      int place = graph.place(reduce.place(), row);
      int times = graph.times(reduce.place(), row);
      counts[place] += times;
      for (int k = 0; k < x[row].length; k++) {
        out[place][k] += times * x[row][k];
      }
    }
    for (int place = 0; place < out.length; place++) {
      for (int k = 0; k < out[place].length; k++) {
        out[place][k] /= reduce.mean() && counts[place] > 0 ? counts[place] : 1;
      }
    }
  }

  private void softmax(Step.Softmax softmax, double[][] out) {
    double[][] x = value(softmax.x());
    Place place = softmax.place();
    for (int row = 0; row < out.length; row++) {
      double sum = 0;
      for (int other = 0; other < out.length; other++) {
        if (graph.place(place, other) == graph.place(place, row)) {
          sum += graph.times(place, other) * Math.exp(x[other][0] - x[row][0]);
        }
      }
      out[row][0] = 1 / sum;
    }
  }

  private void norm(Step.BatchNorm norm, double[][] out) {
    double[][] x = value(norm.x());
    Domain domain = norm.out().domain();
    for (int k = 0; k < norm.out().channels(); k++) {
      double count = 0;
      double sum = 0;
      for (int row = 0; row < x.length; row++) {
        count += graph.times(domain, row);
        sum += graph.times(domain, row) * x[row][k];
      }
      double squares = 0;
      for (int row = 0; row < x.length; row++) {
        squares += graph.times(domain, row) * Math.pow(x[row][k] - sum / count, 2);
      }
      double runningMean = number(norm.mean(), 0, k);
      double runningVariance = number(norm.variance(), 0, k);
      boolean training = trained.test(norm);
      double mean = training ? sum / count : runningMean;
      double variance = training ? squares / count : runningVariance;
      double moved = training && count > 0 ? 0.1 : 0;
      runningSteps[starts.get(norm.mean().name()) + k] =
          moved == 0 ? 0 : moved * (runningMean - sum / count);
      runningSteps[starts.get(norm.variance().name()) + k] =
          moved == 0 ? 0 : moved * (runningVariance - squares / (count - 1));
      for (int row = 0; row < x.length; row++) {
        out[row][k] =
            number(norm.scale(), 0, k) * (x[row][k] - mean) / Math.sqrt(variance + 1e-5)
                + number(norm.shift(), 0, k);
      }
    }
  }
}
