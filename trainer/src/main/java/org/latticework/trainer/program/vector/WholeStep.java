package org.latticework.trainer.program.vector;

import java.util.List;
import java.util.Set;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Value;

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
    source.arrays.reserve(operation.out());
    operation.kernel().beginForward(source.first(domain), source.count(domain));
    operation.kernel().forward(source.first(domain), source.count(domain));
  }

  @Override
  public List<Value> whole() {
    return List.of(operation.out());
  }

  @Override
  public Set<Value> backReads(Gradients gradients) {
    return gradients.goesBack(operation) ? Set.copyOf(operation.backReads()) : Set.of();
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
