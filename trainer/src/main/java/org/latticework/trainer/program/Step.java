package org.latticework.trainer.program;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.program.basis.RadialFunction;

/**
 * One step of a program. Rows of a batch stand for several: below m is how many atoms a node stands
 * for, w how many neighbors an edge does; rows of crystals, knots and line graphs stand for one.
 */
public sealed interface Step {
  /** Returns what it computes. */
  Value out();

  /** Returns the values that it reads. */
  List<Value> inputs();

  /** Returns the parameters that it reads, running statistics last. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** out_i = the row of atom i's element in a parameter. */
  record Table(Value out, Parameter rows) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of();
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(rows);
    }
  }

  /** out_i = the row of atom i's element in the network's table of element features. */
  record ElementFeatures(Value out) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of();
    }
  }

  /** out_b = the same numbers for every crystal. */
  record Constant(Value out, List<Double> numbers) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of();
    }
  }

  /** out = functions of the distances of edges, or of those of knots. */
  record Radial(Value out, RadialFunction function) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of();
    }
  }

  /** out = functions of the cosine of the angle at j between i and k, for i ← j and j ← k. */
  record Angular(Value out, RadialFunction function) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of();
    }
  }

  /** out_e = the 2l + 1 spherical harmonics of degree l of the direction of edge e. */
  record Harmonics(Value out, int degree) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of();
    }
  }

  /**
   * out = x W + b for each component, W being rows {@code firstRow} … of a parameter, as many as x
   * has channels.
   */
  record Dense(Value out, Value x, Parameter weights, int firstRow, Optional<Parameter> bias)
      implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(x);
    }

    @Override
    public List<Parameter> parameters() {
      return bias.map(b -> List.of(weights, b)).orElse(List.of(weights));
    }
  }

  /** out_r = the row of x at r's place. */
  record Gather(Value out, Value x, Place place) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(x);
    }
  }

  /**
   * out_p = Σ c_r x_r over the rows r at place p, which is grouped. From edges to centers c = w,
   * from atoms to crystals c = m, from edges to crystals c = m w, in line graphs c = 1. The mean is
   * divided by Σ c_r; of no rows, sum and mean are 0.
   */
  record Reduce(Value out, Value x, Place place, boolean mean) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(x);
    }
  }

  /** out = f(x). */
  record Map(Value out, Value x, Function function) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(x);
    }
  }

  /** out = a + b, both of one shape. */
  record Add(Value out, Value a, Value b) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(a, b);
    }
  }

  /** out = a ⊙ b, where b may have one component, or one channel, for all of a's. */
  record Multiply(Value out, Value a, Value b) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(a, b);
    }
  }

  /** out = factor x. */
  record Scale(Value out, Value x, double factor) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(x);
    }
  }

  /** out = the channels of all parts, one after the other. */
  record Concat(Value out, List<Value> parts) implements Step {
    @Override
    public List<Value> inputs() {
      return parts;
    }
  }

  /** out = the channels of x from {@code first} on, as many as out has. */
  record Slice(Value out, Value x, int first) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(x);
    }
  }

  /** out = a / (b + ε). */
  record Quotient(Value out, Value a, Value b, double epsilon) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(a, b);
    }
  }

  /** out_r = Σ over channels of a_r b_r: one channel. */
  record RowDot(Value out, Value a, Value b) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(a, b);
    }
  }

  /**
   * out_r = exp(x_r) / Σ c_s exp(x_s) over the rows s at r's place, which is grouped; c as in
   * {@link Reduce}. One channel.
   */
  record Softmax(Value out, Value x, Place place) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(x);
    }
  }

  /**
   * out = scale (x − mean) / √(variance + 1e-5) + shift, channel by channel. In training mean and
   * variance are the batch's, weighted by m for atoms and m w for edges, and the running statistics
   * move a tenth of the way to them, the variance to the unbiased one.
   */
  record BatchNorm(
      Value out, Value x, Parameter scale, Parameter shift, Parameter mean, Parameter variance)
      implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(x);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(scale, shift, mean, variance);
    }
  }

  /** out[c, u · n + v] = a[c, u] b[v], b having one component of n channels. */
  record Outer(Value out, Value a, Value b) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(a, b);
    }
  }

  /** out[v] = Σ_c a[c] b[c, v], a having one channel and as many components as b. */
  record Contract(Value out, Value a, Value b) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(a, b);
    }
  }

  /**
   * The tensor product of neighbors' features with harmonics: for each path p = (l₁, l₂, l₃), in
   * the order of the list, the channels out[c, u] = √(2 l₃ + 1) w_p[u] Σ_ab C_abc x_p[a, u] Y_p[b],
   * with C as {@link org.latticework.trainer.program.basis.Coupling} has it.
   *
   * @param out 2 l₃ + 1 components, the channels of all paths
   * @param paths what is multiplied
   * @param weights w, one component
   */
  record TensorProduct(Value out, List<Path> paths, Value weights) implements Step {
    @Override
    public List<Value> inputs() {
      return Stream.concat(
              Stream.of(weights), paths.stream().flatMap(path -> Stream.of(path.x(), path.y())))
          .distinct()
          .toList();
    }
  }

  /**
   * One path of a tensor product.
   *
   * @param x features of degree l₁ = (components − 1) / 2
   * @param y harmonics of degree l₂, one channel
   * @param firstWeight the first channel of the weights that belongs to it; as many as x has
   */
  record Path(Value x, Value y, int firstWeight) {}

  /** out_e = x at the distance of edge e, between the rows of knots as {@link Knots} says. */
  record Interpolate(Value out, Value x) implements Step {
    @Override
    public List<Value> inputs() {
      return List.of(x);
    }
  }
}
