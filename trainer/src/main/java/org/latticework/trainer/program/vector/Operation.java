package org.latticework.trainer.program.vector;

import java.util.List;
import java.util.Optional;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Value;
import org.latticework.trainer.program.vector.kernel.Input;
import org.latticework.trainer.program.vector.kernel.Kernel;
import org.latticework.trainer.program.vector.kernel.Variable;

/**
 * What is done at once: a step of a program, or several.
 *
 * @param out what it computes
 * @param inputs values that it reads
 * @param gradients where those of the inputs go
 * @param variables parameters that it reads
 * @param backReads values that its way back reads
 * @param kind how it can be scheduled
 * @param kernel computes it
 */
record Operation(
    Value out,
    List<Value> inputs,
    List<Input> gradients,
    List<Variable> variables,
    List<Value> backReads,
    Kind kind,
    Kernel kernel) {

  /** How an operation can be scheduled. */
  enum Kind {
    /** Row by row: if of edges or pairs, in a chain. */
    ROWS,
    /** Row by row, with a product of matrices: its result is worth keeping. */
    PRODUCT,
    /** Row by row, once all rows of its inputs are there. */
    NORM,
    /** Sums over the rows of a chain. */
    CLOSING,
    /** All rows at once. */
    WHOLE
  }

  /** Returns the domain of the chains that it can be in. */
  Optional<Domain> chain() {
    return switch (kind) {
      case WHOLE -> Optional.empty();
      case CLOSING -> Optional.of(inputs.get(0).domain());
      default -> isOfEdges(out.domain()) ? Optional.of(out.domain()) : Optional.empty();
    };
  }

  /** Returns whether its result may be there a tile at a time. */
  boolean isInside() {
    return kind != Kind.CLOSING && chain().isPresent();
  }

  private static boolean isOfEdges(Domain domain) {
    return domain == Domain.EDGE || domain == Domain.LINE;
  }
}
