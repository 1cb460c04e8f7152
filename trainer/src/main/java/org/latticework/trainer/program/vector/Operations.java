package org.latticework.trainer.program.vector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.batch.Edges;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Function;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.vector.dense.Affine;
import org.latticework.trainer.program.vector.dense.Composed;
import org.latticework.trainer.program.vector.dense.DenseKernel;
import org.latticework.trainer.program.vector.dense.Linear;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Output;
import org.latticework.trainer.program.vector.kernel.Topology;
import org.latticework.trainer.program.vector.kernel.Variable;
import org.latticework.trainer.program.vector.place.Bases;
import org.latticework.trainer.program.vector.place.FilteredSumKernel;
import org.latticework.trainer.program.vector.place.FixedKernel;
import org.latticework.trainer.program.vector.place.GatherKernel;
import org.latticework.trainer.program.vector.place.GatherSumKernel;
import org.latticework.trainer.program.vector.place.InterpolateKernel;
import org.latticework.trainer.program.vector.place.Interpolation;
import org.latticework.trainer.program.vector.place.ReduceKernel;
import org.latticework.trainer.program.vector.place.SoftmaxKernel;
import org.latticework.trainer.program.vector.place.TableKernel;
import org.latticework.trainer.program.vector.row.AddKernel;
import org.latticework.trainer.program.vector.row.BatchNormKernel;
import org.latticework.trainer.program.vector.row.ConcatKernel;
import org.latticework.trainer.program.vector.row.ContractKernel;
import org.latticework.trainer.program.vector.row.MapKernel;
import org.latticework.trainer.program.vector.row.MultiplyKernel;
import org.latticework.trainer.program.vector.row.OuterKernel;
import org.latticework.trainer.program.vector.row.QuotientKernel;
import org.latticework.trainer.program.vector.row.RowDotKernel;
import org.latticework.trainer.program.vector.row.ScaleKernel;
import org.latticework.trainer.program.vector.row.SliceKernel;
import org.latticework.trainer.program.vector.row.TensorProductKernel;

/** Makes the operations of a program, and what they share. */
final class Operations {
  private final Program program;
  private final Optional<AtomFeatures> features;
  private boolean wholeTables;
  final Topology topology;
  final Optional<Interpolation> interpolation;
  final ValueArrays arrays;
  final Map<String, Variable> variables = new LinkedHashMap<>();

  Operations(Program program, Optional<AtomFeatures> features) {
    this.program = program;
    this.features = features;
    this.topology = new Topology(program);
    this.interpolation = program.knots().map(knots -> new Interpolation(knots, topology));
    this.arrays = new ValueArrays(program, topology);
    for (Parameter parameter : program.parameters()) {
      variables.put(parameter.name(), new Variable(parameter));
    }
  }

  /** Returns one operation for each step, in their order. */
  List<Operation> single() {
    return program.steps().stream().map(this::of).toList();
  }

  /** Returns operations that do several steps at once, where they can. */
  List<Operation> fused() {
    Fusions fusions = new Fusions(program);
    return program.steps().stream()
        .filter(step -> !fusions.isAbsorbed(step))
        .map(step -> fused(step, fusions).orElseGet(() -> of(step)))
        .toList();
  }

  private Optional<Operation> fused(Step step, Fusions fusions) {
    if (step instanceof Step.Dense dense) {
      return fusions.inner(dense).map(inner -> composed(dense, inner, step, Optional.empty()));
    }
    return fusions
        .filteredSum(step)
        .map(sum -> filteredSum(step, sum))
        .or(() -> fusions.started(step).map(dense -> started((Step.Add) step, dense, fusions)))
        .or(() -> fusions.gathered(step).map(sum -> gathered(step, sum, fusions)));
  }

  private Operation started(Step.Add step, Step.Dense dense, Fusions fusions) {
    Optional<Value> other = Optional.of(dense.out().equals(step.a()) ? step.b() : step.a());
    return fusions
        .inner(dense)
        .map(inner -> composed(dense, inner, step, other))
        .orElseGet(() -> product(step, dense.x(), other, linear(dense)));
  }

  private Operation composed(
      Step.Dense step, Step.Dense inner, Step result, Optional<Value> start) {
    return product(result, inner.x(), start, new Composed(linear(inner), linear(step)));
  }

  private Operation filteredSum(Step step, Fusions.FilteredSum sum) {
    Interpolation between = interpolation.orElseThrow();
    List<Value> inputs = List.of(sum.gather().x(), sum.filter().x());
    return of(
        step,
        inputs,
        Operation.Kind.WHOLE,
        inputs,
        (in, out, v) -> new FilteredSumKernel(in.get(0), in.get(1), out, topology, between));
  }

  private Operation gathered(Step step, Fusions.Gathered sum, Fusions fusions) {
    Optional<Step.Gather> first = fusions.gather(sum.first());
    Value one = first.map(Step.Gather::x).orElse(sum.first().out());
    return of(
        step,
        List.of(one, sum.second().x()),
        Operation.Kind.ROWS,
        List.of(),
        (in, out, v) ->
            new GatherSumKernel(
                in.get(0),
                in.get(1),
                out,
                topology,
                first.map(Step.Gather::place),
                sum.second().place()));
  }

  /** Reads a batch, see {@link Topology#read}. */
  void read(Edges edges, int[] rows, int[] nodeCounts) {
    topology.read(edges, rows, nodeCounts);
    interpolation.ifPresent(it -> it.prepare(topology.coefficients(Place.CENTER)));
  }

  /** Says whether all rows of tables are computed, or those that the batch needs. */
  void useWholeTables(boolean whole) {
    wholeTables = whole;
  }

  /** Returns the first row of a domain that the batch needs. */
  int first(Domain domain) {
    return domain == Domain.KNOT && !wholeTables ? interpolation.orElseThrow().low() : 0;
  }

  /** Returns how many rows from the first on it needs. */
  int count(Domain domain) {
    return domain == Domain.KNOT && !wholeTables
        ? interpolation.orElseThrow().high() - interpolation.orElseThrow().low()
        : topology.rows(domain);
  }

  private Input input(Value value) {
    return new Input(arrays.value(value), arrays.gradient(value));
  }

  private Output output(Value value) {
    return new Output(arrays.value(value), arrays.gradient(value));
  }

  /** Makes a kernel of its inputs and variables. */
  private interface Maker {
    Kernel make(List<Input> inputs, Output out, List<Variable> variables);
  }

  private Operation of(Step step, Operation.Kind kind, List<Value> backReads, Maker maker) {
    return of(step, step.inputs(), kind, backReads, maker);
  }

  private Operation of(
      Step step, List<Value> inputs, Operation.Kind kind, List<Value> backReads, Maker maker) {
    List<Input> ends = inputs.stream().map(this::input).toList();
    List<Variable> read =
        step.parameters().stream().map(parameter -> variables.get(parameter.name())).toList();
    Kernel kernel = maker.make(ends, output(step.out()), read);
    return new Operation(step.out(), inputs, ends, read, backReads, kind, kernel);
  }

  private Operation of(Step step) {
    return beginning(step)
        .or(() -> placed(step))
        .or(() -> mixed(step))
        .or(() -> elementwise(step))
        .orElseThrow(() -> new IllegalArgumentException("No kernel computes " + step));
  }

  private Optional<Operation> beginning(Step step) {
    FixedKernel.Row row;
    if (step instanceof Step.Table) {
      return Optional.of(
          of(
              step,
              Operation.Kind.ROWS,
              List.of(),
              (in, out, v) -> new TableKernel(out, v.get(0), topology)));
    } else if (step instanceof Step.ElementFeatures) {
      AtomFeatures table = features.orElseThrow();
      row = (atom, data, at) -> table.copy(topology.elements()[atom] + 1, data, at);
    } else if (step instanceof Step.Constant s) {
      row =
          (crystal, data, at) -> {
            for (int k = 0; k < s.numbers().size(); k++) {
              data[at + k] = s.numbers().get(k).floatValue();
            }
          };
    } else if (step instanceof Step.Radial s && s.out().domain() == Domain.KNOT) {
      row = Bases.radial(s.function(), program.knots().orElseThrow()::distance);
    } else if (step instanceof Step.Radial s) {
      row = Bases.radial(s.function(), edge -> topology.lengths()[edge]);
    } else if (step instanceof Step.Angular s) {
      row = Bases.radial(s.function(), this::cosine);
    } else if (step instanceof Step.Harmonics s) {
      row = Bases.harmonics(s.degree(), topology);
    } else {
      return Optional.empty();
    }
    return Optional.of(
        of(step, Operation.Kind.ROWS, List.of(), (in, out, v) -> new FixedKernel(out, row)));
  }

  private double cosine(int line) {
    return Bases.cosine(
        topology, topology.index(Place.LINE_TARGET)[line], topology.index(Place.LINE_SOURCE)[line]);
  }

  private Optional<Operation> placed(Step step) {
    if (step instanceof Step.Gather s) {
      return rows(step, (in, out, v) -> new GatherKernel(in.get(0), out, topology, s.place()));
    } else if (step instanceof Step.Reduce s) {
      boolean closes = s.place() == Place.CENTER || s.place() == Place.LINE_TARGET;
      return Optional.of(
          of(
              step,
              closes ? Operation.Kind.CLOSING : Operation.Kind.WHOLE,
              List.of(),
              (in, out, v) -> new ReduceKernel(in.get(0), out, topology, s.place(), s.mean())));
    } else if (step instanceof Step.Softmax s) {
      return Optional.of(
          of(
              step,
              Operation.Kind.WHOLE,
              List.of(step.out()),
              (in, out, v) -> new SoftmaxKernel(in.get(0), out, topology, s.place())));
    } else if (step instanceof Step.Interpolate) {
      Interpolation between = interpolation.orElseThrow();
      return rows(step, (in, out, v) -> new InterpolateKernel(in.get(0), out, between));
    } else {
      return Optional.empty();
    }
  }

  private Optional<Operation> mixed(Step step) {
    if (step instanceof Step.Dense s) {
      return Optional.of(product(s, s.x(), Optional.empty(), linear(s)));
    } else if (step instanceof Step.BatchNorm s) {
      Domain domain = s.out().domain();
      return Optional.of(
          of(
              step,
              Operation.Kind.NORM,
              step.inputs(),
              (in, out, v) ->
                  new BatchNormKernel(
                      in.get(0), out, topology, domain, v.toArray(Variable[]::new))));
    } else if (step instanceof Step.TensorProduct s) {
      return Optional.of(tensorProduct(s));
    } else {
      return Optional.empty();
    }
  }

  private Linear linear(Step.Dense s) {
    Optional<Variable> bias = s.bias().map(b -> variables.get(b.name()));
    return new Linear(variables.get(s.weights().name()), s.firstRow(), s.x().channels(), bias);
  }

  /** Returns x M + b, or y + x M + b as the result of another step. */
  private Operation product(Step result, Value x, Optional<Value> start, Affine map) {
    List<Value> inputs = Stream.concat(Stream.of(x), start.stream()).toList();
    List<Input> ends = inputs.stream().map(this::input).toList();
    Optional<Input> begin = ends.stream().skip(1).findFirst();
    return new Operation(
        result.out(),
        inputs,
        ends,
        map.variables(),
        List.of(x),
        Operation.Kind.PRODUCT,
        new DenseKernel(ends.get(0), begin, output(result.out()), map));
  }

  private Operation tensorProduct(Step.TensorProduct s) {
    List<Step.Path> paths = s.paths();
    int count = paths.size();
    List<Value> inputs =
        Stream.of(
                paths.stream().map(Step.Path::x),
                paths.stream().map(Step.Path::y),
                Stream.of(s.weights()))
            .flatMap(values -> values)
            .toList();
    return of(
        s,
        inputs,
        Operation.Kind.ROWS,
        inputs,
        (in, out, v) ->
            new TensorProductKernel(
                in.subList(0, count),
                in.subList(count, 2 * count),
                paths.stream().map(Step.Path::firstWeight).toList(),
                in.get(2 * count),
                out));
  }

  private Optional<Operation> elementwise(Step step) {
    if (step instanceof Step.Map s) {
      Value read = s.function() == Function.SILU ? s.x() : s.out();
      return Optional.of(
          of(
              step,
              Operation.Kind.ROWS,
              List.of(read),
              (in, out, v) -> new MapKernel(in.get(0), out, s.function())));
    } else if (step instanceof Step.Quotient s) {
      return Optional.of(
          of(
              step,
              Operation.Kind.ROWS,
              List.of(s.b(), s.out()),
              (in, out, v) -> new QuotientKernel(in.get(0), in.get(1), out, s.epsilon())));
    } else if (step instanceof Step.Add) {
      return rows(step, (in, out, v) -> new AddKernel(in.get(0), in.get(1), out));
    } else if (step instanceof Step.Scale s) {
      return rows(step, (in, out, v) -> new ScaleKernel(in.get(0), out, s.factor()));
    } else if (step instanceof Step.Concat) {
      return rows(step, (in, out, v) -> new ConcatKernel(in, out));
    } else if (step instanceof Step.Slice s) {
      return rows(step, (in, out, v) -> new SliceKernel(in.get(0), out, s.first()));
    } else {
      return products(step);
    }
  }

  private Optional<Operation> products(Step step) {
    if (step instanceof Step.Multiply) {
      return both(step, (in, out, v) -> new MultiplyKernel(in.get(0), in.get(1), out));
    } else if (step instanceof Step.RowDot) {
      return both(step, (in, out, v) -> new RowDotKernel(in.get(0), in.get(1), out));
    } else if (step instanceof Step.Outer) {
      return both(step, (in, out, v) -> new OuterKernel(in.get(0), in.get(1), out));
    } else if (step instanceof Step.Contract) {
      return both(step, (in, out, v) -> new ContractKernel(in.get(0), in.get(1), out));
    } else {
      return Optional.empty();
    }
  }

  /** A step whose way back reads no values. */
  private Optional<Operation> rows(Step step, Maker maker) {
    return Optional.of(of(step, Operation.Kind.ROWS, List.of(), maker));
  }

  /** A step whose way back reads all its inputs. */
  private Optional<Operation> both(Step step, Maker maker) {
    return Optional.of(of(step, Operation.Kind.ROWS, step.inputs(), maker));
  }
}
