package org.latticework.trainer.program;

import java.util.Optional;
import org.latticework.trainer.network.Parameter;

/**
 * One layer of a long short-term memory, a row per crystal: z = x W + h U + b, gates in the order
 * input, forget, cell, output; c ← σ(f) c + σ(i) tanh(g), h ← σ(o) tanh(c). Hochreiter and
 * Schmidhuber (1997) with forget gates. Parameters: W {@code nameInputWeights}, U {@code
 * nameStateWeights}, b {@code nameBias}, all uniform in ± 1/√d at first.
 */
final class Lstm {
  private final ProgramBuilder program;
  private final Parameter inputWeights;
  private final Parameter stateWeights;
  private final Parameter bias;
  private final int width; // d
  private Value hidden;
  private Value cell;

  /** Begins with zeros. */
  Lstm(ProgramBuilder program, String name, int inputs, int width) {
    double bound = 1 / Math.sqrt(width);
    this.program = program;
    this.width = width;
    this.inputWeights =
        program.trained(Parameter.uniform(name + "InputWeights", inputs, 4L * width, bound));
    this.stateWeights =
        program.trained(Parameter.uniform(name + "StateWeights", width, 4L * width, bound));
    this.bias = program.trained(Parameter.bias(name + "Bias", width, 4L * width));
    this.hidden = program.constant(new double[width]);
    this.cell = hidden;
  }

  /** Takes an input, and returns h. */
  Value step(Value input) {
    Value z =
        program.add(
            program.product(input, inputWeights, 0, Optional.empty()),
            program.product(hidden, stateWeights, 0, Optional.of(bias)));
    Value kept = program.multiply(gate(z, 1, Function.SIGMOID), cell);
    Value added = program.multiply(gate(z, 0, Function.SIGMOID), gate(z, 2, Function.TANH));
    cell = program.add(kept, added);
    hidden = program.multiply(gate(z, 3, Function.SIGMOID), program.map(cell, Function.TANH));
    return hidden;
  }

  private Value gate(Value z, int number, Function function) {
    return program.map(program.slice(z, number * width, width), function);
  }
}
