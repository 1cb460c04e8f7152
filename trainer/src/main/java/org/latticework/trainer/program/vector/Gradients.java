package org.latticework.trainer.program.vector;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Variable;

/**
 * Which values need a gradient: those that something which learns lies before, and the output
 * after.
 */
final class Gradients {
  private final Set<Value> learning = new HashSet<>();
  private final Set<Value> read = new HashSet<>();

  /**
   * Looks at a program.
   *
   * @param operations in the order that they are done in
   * @param output of the program
   */
  Gradients(List<Operation> operations, Value output) {
    for (Operation operation : operations) {
      if (operation.variables().stream().anyMatch(Variable::learns)
          || operation.inputs().stream().anyMatch(learning::contains)) {
        learning.add(operation.out());
      }
    }
    read.add(output);
    for (int k = operations.size() - 1; k >= 0; k--) {
      if (read.contains(operations.get(k).out())) {
        read.addAll(operations.get(k).inputs());
      }
    }
    plan(operations, output);
  }

  /** Tells all inputs whether they are the first on the way back to write to a gradient. */
  private void plan(List<Operation> operations, Value output) {
    Set<Value> written = new HashSet<>();
    written.add(output);
    for (int k = operations.size() - 1; k >= 0; k--) {
      Operation operation = operations.get(k);
      for (int n = 0; n < operation.inputs().size(); n++) {
        Value value = operation.inputs().get(n);
        Input input = operation.gradients().get(n);
        boolean wanted = learning.contains(value);
        input.plan(wanted, written.contains(value));
        if (wanted && goesBack(operation)) {
          written.add(value);
        }
      }
    }
  }

  /** Returns whether there is a way back through an operation. */
  boolean goesBack(Operation operation) {
    return isNeeded(operation.out());
  }

  /** Returns whether a value needs a gradient. */
  boolean isNeeded(Value value) {
    return learning.contains(value) && read.contains(value);
  }
}
