package org.latticework.trainer.program.vector;

import java.util.ArrayList;
import java.util.List;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Step;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.vector.kernel.ArrayPool;
import org.latticework.trainer.program.vector.kernel.Rows;
import org.latticework.trainer.program.vector.kernel.Topology;

/** The rows of all values and gradients of a program. Those that are whole share arrays. */
final class ValueArrays {
  private final Topology topology;
  private final List<Rows> values = new ArrayList<>(); // by step
  private final List<Rows> gradients = new ArrayList<>(); // by step
  private final ArrayPool pool = new ArrayPool();

  ValueArrays(Program program, Topology topology) {
    this.topology = topology;
    for (Step step : program.steps()) {
      values.add(new Rows(step.out()));
      gradients.add(new Rows(step.out()));
    }
  }

  Rows value(Value value) {
    return values.get(value.index());
  }

  Rows gradient(Value value) {
    return gradients.get(value.index());
  }

  /** Makes room for all rows of a value. */
  void reserve(Value value) {
    value(value).take(topology.rows(value.domain()), pool);
  }

  /** Makes room for all rows of a gradient. */
  void reserveGradient(Value value) {
    gradient(value).take(topology.rows(value.domain()), pool);
  }

  /** Gives up a value. */
  void give(Value value) {
    value(value).give(pool);
  }

  /** Gives up a gradient. */
  void giveGradient(Value value) {
    gradient(value).give(pool);
  }
}
