package org.latticework.trainer.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.program.basis.RadialFunction;

/**
 * Writes a program, step after step. A method that needs parameters names them after its first
 * argument: {@code dense("head/hidden", …)} makes {@code head/hiddenWeights} and {@code
 * head/hiddenBias}.
 */
public final class ProgramBuilder {
  private final Initialization initialization;
  private final List<Step> steps = new ArrayList<>();
  private final List<Parameter> trained = new ArrayList<>();
  private final List<Parameter> running = new ArrayList<>();
  private final Map<String, Value> named = new LinkedHashMap<>();
  private Optional<Knots> knots = Optional.empty();

  /**
   * Begins a program.
   *
   * @param initialization how its linear maps begin
   */
  public ProgramBuilder(Initialization initialization) {
    this.initialization = initialization;
  }

  /** Makes the value of the next step. */
  private Value next(Domain domain, int components, int channels) {
    return new Value(steps.size(), domain, components, channels);
  }

  private Value alike(Value value) {
    return next(value.domain(), value.components(), value.channels());
  }

  private Value add(Step step) {
    if (step.out().index() != steps.size()) {
      throw new IllegalStateException("Step %d has the value of another".formatted(steps.size()));
    }
    steps.add(step);
    return step.out();
  }

  Parameter trained(Parameter parameter) {
    trained.add(parameter);
    return parameter;
  }

  private static void require(boolean fits, String what, Value... values) {
    if (!fits) {
      throw new IllegalArgumentException(what + ", got " + Arrays.toString(values));
    }
  }

  /** Gives a value a name. */
  public Value name(String name, Value value) {
    named.put(name, value);
    return value;
  }

  /** A learned vector per element: N × width, {@link Step.Table}. */
  public Value table(String name, int elements, int width) {
    Parameter rows = trained(Parameter.embedding(name + "Weights", elements, width));
    return add(new Step.Table(next(Domain.ATOM, 1, width), rows));
  }

  /** The element features of a table that belongs to the network: N × size. */
  public Value elementFeatures(int size) {
    return add(new Step.ElementFeatures(next(Domain.ATOM, 1, size)));
  }

  /** The same numbers for every crystal. */
  public Value constant(double... numbers) {
    return add(
        new Step.Constant(
            next(Domain.CRYSTAL, 1, numbers.length), Arrays.stream(numbers).boxed().toList()));
  }

  /** Functions of the distances of edges: E × size. */
  public Value radial(RadialFunction function) {
    return add(new Step.Radial(next(Domain.EDGE, 1, function.size()), function));
  }

  /**
   * Functions of the distances of knots.
   *
   * @param table where; the same for all of a program
   */
  public Value radial(Knots table, RadialFunction function) {
    require(knots.isEmpty() || knots.get().equals(table), "A program has one table");
    knots = Optional.of(table);
    return add(new Step.Radial(next(Domain.KNOT, 1, function.size()), function));
  }

  /** Functions of the cosines of angles. */
  public Value angular(RadialFunction function) {
    return add(new Step.Angular(next(Domain.LINE, 1, function.size()), function));
  }

  /** The harmonics of a degree of the directions of edges: 2l + 1 components of one channel. */
  public Value harmonics(int degree) {
    return add(new Step.Harmonics(next(Domain.EDGE, 2 * degree + 1, 1), degree));
  }

  /** x W + b. */
  public Value dense(String name, Value x, int width) {
    return dense(name, width, Operand.of(x));
  }

  /** x W. */
  public Value linear(String name, Value x, int width) {
    return linear(initialization.weights(name + "Weights", x.channels(), width), x);
  }

  /** x W with a W that begins in its own way. */
  public Value linear(Parameter weights, Value x) {
    return product(x, trained(weights), 0, Optional.empty());
  }

  /**
   * [x₁ ; x₂ ; …] W + b without the concatenation: each part is multiplied where it lives, and then
   * taken to its place.
   *
   * @param parts all in one domain, at their places
   */
  public Value dense(String name, int width, Operand... parts) {
    int inputs = Stream.of(parts).mapToInt(part -> part.value().channels()).sum();
    Parameter weights = trained(initialization.weights(name + "Weights", inputs, width));
    Parameter bias = trained(initialization.bias(name + "Bias", inputs, width));
    return joined(weights, Optional.of(bias), parts);
  }

  /** [x₁ ; x₂ ; …] W + b with given parameters. */
  private Value joined(Parameter weights, Optional<Parameter> bias, Operand... parts) {
    int row = 0;
    Optional<Value> sum = Optional.empty();
    for (int k = 0; k < parts.length; k++) {
      Value x = parts[k].value();
      Optional<Parameter> own = k == parts.length - 1 ? bias : Optional.empty();
      Value product = product(x, weights, row, own);
      Value placed = parts[k].place().map(place -> gather(product, place)).orElse(product);
      sum = Optional.of(sum.isPresent() ? add(sum.get(), placed) : placed);
      row += x.channels();
    }
    return sum.orElseThrow();
  }

  Value product(Value x, Parameter weights, int row, Optional<Parameter> bias) {
    Value out = next(x.domain(), x.components(), Math.toIntExact(weights.columns()));
    return add(new Step.Dense(out, x, weights, row, bias));
  }

  /**
   * A function after each of several maps with bias, whose names end with 0, 1 and so on.
   *
   * @param widths of their outputs
   */
  public Value layers(String name, List<Integer> widths, Function function, Operand... parts) {
    Value x = map(dense(name + 0, widths.get(0), parts), function);
    for (int k = 1; k < widths.size(); k++) {
      x = map(dense(name + k, x, widths.get(k)), function);
    }
    return x;
  }

  /** The rows of x at a place. */
  public Value gather(Value x, Place place) {
    require(x.domain() == place.to(), "Need rows of " + place.to(), x);
    return add(new Step.Gather(next(place.from(), x.components(), x.channels()), x, place));
  }

  /** The sum of the rows of each place. */
  public Value sum(Value x, Place place) {
    return reduce(x, place, false);
  }

  /** The mean of the rows of each place; 0 of none. */
  public Value mean(Value x, Place place) {
    return reduce(x, place, true);
  }

  private Value reduce(Value x, Place place, boolean mean) {
    require(x.domain() == place.from() && place.isGrouped(), "Need grouped rows", x);
    return add(new Step.Reduce(next(place.to(), x.components(), x.channels()), x, place, mean));
  }

  public Value map(Value x, Function function) {
    return add(new Step.Map(alike(x), x, function));
  }

  public Value silu(Value x) {
    return map(x, Function.SILU);
  }

  /** a + b. */
  public Value add(Value a, Value b) {
    require(
        a.domain() == b.domain()
            && a.components() == b.components()
            && a.channels() == b.channels(),
        "Need two values of one shape",
        a,
        b);
    return add(new Step.Add(alike(a), a, b));
  }

  /** a ⊙ b; b may have one component or one channel for all. */
  public Value multiply(Value a, Value b) {
    require(
        a.domain() == b.domain()
            && (b.components() == 1 || b.components() == a.components())
            && (b.channels() == 1 || b.channels() == a.channels()),
        "Need factors that fit",
        a,
        b);
    return add(new Step.Multiply(alike(a), a, b));
  }

  public Value scale(Value x, double factor) {
    return add(new Step.Scale(alike(x), x, factor));
  }

  public Value concat(Value... parts) {
    int channels = Stream.of(parts).mapToInt(Value::channels).sum();
    require(
        Stream.of(parts)
            .allMatch(
                part ->
                    part.domain() == parts[0].domain()
                        && part.components() == parts[0].components()),
        "Need parts of one domain",
        parts);
    return add(
        new Step.Concat(next(parts[0].domain(), parts[0].components(), channels), List.of(parts)));
  }

  /** The channels of x from the first on. */
  public Value slice(Value x, int first, int channels) {
    require(first >= 0 && first + channels <= x.channels(), "No such channels", x);
    return add(new Step.Slice(next(x.domain(), x.components(), channels), x, first));
  }

  /** a / (b + ε). */
  public Value quotient(Value a, Value b, double epsilon) {
    require(
        a.domain() == b.domain()
            && a.components() == b.components()
            && a.channels() == b.channels(),
        "Need two of one shape",
        a,
        b);
    return add(new Step.Quotient(alike(a), a, b, epsilon));
  }

  /** Batch normalization, as PyTorch has it; of one component, since it would not turn. */
  public Value batchNorm(String name, Value x) {
    require(x.components() == 1, "Only values of one component are normalized", x);
    require(x.domain() != Domain.KNOT, "Rows of knots are not those of a batch", x);
    Parameter scale = trained(Parameter.constant(name + "Scale", x.channels(), 1));
    Parameter shift = trained(Parameter.constant(name + "Shift", x.channels(), 0));
    Parameter mean = Parameter.running(name + "Mean", x.channels(), 0);
    Parameter variance = Parameter.running(name + "Variance", x.channels(), 1);
    running.addAll(List.of(mean, variance));
    return add(new Step.BatchNorm(alike(x), x, scale, shift, mean, variance));
  }

  /** The outer product of each component of a with b: a.channels · b.channels channels. */
  public Value outer(Value a, Value b) {
    require(a.domain() == b.domain() && b.components() == 1, "Need factors that fit", a, b);
    return add(new Step.Outer(next(a.domain(), a.components(), a.channels() * b.channels()), a, b));
  }

  /** The sum over components of a, which has one channel, times b. */
  public Value contract(Value a, Value b) {
    require(
        a.domain() == b.domain() && a.components() == b.components() && a.channels() == 1,
        "Need factors that fit",
        a,
        b);
    return add(new Step.Contract(next(a.domain(), 1, b.channels()), a, b));
  }

  /**
   * Tensor products of edges, see {@link Step.TensorProduct}.
   *
   * @param degree l₃
   * @param paths whose harmonics are those of {@link #harmonics}: no gradient goes back to them
   */
  public Value tensorProduct(int degree, List<Step.Path> paths, Value weights) {
    for (Step.Path path : paths) {
      require(
          steps.get(path.y().index()) instanceof Step.Harmonics,
          "Tensor products are with harmonics of directions",
          path.y());
    }
    int channels = paths.stream().mapToInt(path -> path.x().channels()).sum();
    return add(
        new Step.TensorProduct(
            next(Domain.EDGE, 2 * degree + 1, channels), List.copyOf(paths), weights));
  }

  /** x, tabulated at knots, at the distances of edges. */
  public Value interpolate(Value x) {
    require(x.domain() == Domain.KNOT, "Need rows of knots", x);
    return add(new Step.Interpolate(next(Domain.EDGE, x.components(), x.channels()), x));
  }

  /**
   * Reads a set of rows into a vector per crystal: an LSTM of several layers asks for rows by
   * attention, {@code steps} times. Vinyals, Bengio and Kudlur (2016), section 4.2. Parameters as
   * {@link Lstm} has them. The weights of the last reading of atoms are named {@link
   * Program#ATTENTION}.
   *
   * @param x rows, d wide
   * @param place to the crystals
   * @return 2d wide: the last query and what it read
   */
  public Value set2set(String name, Value x, Place place, int steps, int layers) {
    int width = x.channels();
    List<Lstm> lstm = new ArrayList<>();
    for (int k = 0; k < layers; k++) {
      lstm.add(new Lstm(this, name + k, k == 0 ? 2 * width : width, width));
    }
    Value star = constant(new double[2 * width]);
    for (int step = 0; step < steps; step++) {
      Value query = star;
      for (Lstm layer : lstm) {
        query = layer.step(query);
      }
      Value asked = gather(query, place);
      Value dot = add(new Step.RowDot(next(x.domain(), 1, 1), x, asked));
      Value attention = add(new Step.Softmax(alike(dot), dot, place));
      if (place == Place.CRYSTAL_OF_ATOM) {
        name(Program.ATTENTION, attention);
      }
      star = concat(query, sum(multiply(x, attention), place));
    }
    return star;
  }

  /**
   * Ends the program. Where the output is a mean over atoms, what it is the mean of is named {@link
   * Program#AVERAGED}.
   *
   * @param output what the last linear map reads, one row a crystal
   */
  public Program build(Value output) {
    if (steps.get(output.index()) instanceof Step.Reduce reduce
        && reduce.mean()
        && reduce.place() == Place.CRYSTAL_OF_ATOM) {
      name(Program.AVERAGED, reduce.x());
    }
    List<Parameter> all = new ArrayList<>(trained);
    all.addAll(running);
    return new Program(steps, all, knots, output, named);
  }
}
