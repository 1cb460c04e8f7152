package org.latticework.trainer.program.nd4j.pass;

import java.util.List;
import java.util.Set;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;

/** Which values of a program have gradients: what learns lies before them. */
public final class GradientPath {
  private final Set<String> frozen; // parameters
  private final boolean[] learns; // by value: a parameter that is not frozen lies before it
  private final boolean[] isRead; // by value: the output depends on it

  public GradientPath(Program program, Set<String> frozen) {
    List<Step> steps = program.steps();
    this.frozen = Set.copyOf(frozen);
    this.learns = new boolean[steps.size()];
    this.isRead = new boolean[steps.size()];
    for (Step step : steps) {
      learns[step.out().index()] =
          step.parameters().stream().anyMatch(this::learns)
              || step.inputs().stream().anyMatch(this::learns);
    }
    isRead[program.output().index()] = true;
    for (int k = steps.size() - 1; k >= 0; k--) {
      if (isRead[k]) {
        steps.get(k).inputs().forEach(input -> isRead[input.index()] = true);
      }
    }
  }

  /** Returns whether a parameter is one that an optimizer moves, and not frozen. */
  public boolean learns(Parameter parameter) {
    return parameter.isTrained() && !frozen.contains(parameter.name());
  }

  /** Returns whether a value depends on a parameter that learns. */
  public boolean learns(Value value) {
    return learns[value.index()];
  }

  /** Returns whether the output depends on a value. */
  public boolean isRead(Value value) {
    return isRead[value.index()];
  }
}
