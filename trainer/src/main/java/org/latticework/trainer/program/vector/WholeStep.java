package org.latticework.trainer.program.vector;

import java.util.List;
import org.latticework.trainer.program.Domain;

/** One operation over all rows. */
final class WholeStep implements Segment {
  private final Operation operation;
  private final Operations source;

  WholeStep(Operation operation, Operations source) {
    this.operation = operation;
    this.source = source;
  }

  @Override
  public List<Operation> operations() {
    return List.of(operation);
  }

  @Override
  public void forward(boolean training) {
    Domain domain = operation.out().domain();
    source.value(operation.out()).reserve(0, source.topology.rows(domain));
    operation.kernel().forward(source.first(domain), source.count(domain));
  }

  @Override
  public void reserve(Gradients gradients) {
    if (gradients.isNeeded(operation.out())) {
      int rows = source.topology.rows(operation.out().domain());
      source.gradient(operation.out()).reserve(0, rows);
    }
  }

  @Override
  public void backward(Gradients gradients) {
    if (gradients.goesBack(operation)) {
      Domain domain = operation.out().domain();
      operation.kernel().beginBackward();
      operation.kernel().backward(source.first(domain), source.count(domain));
      operation.kernel().endBackward();
    }
  }
}
