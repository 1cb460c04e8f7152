package org.latticework.trainer.program;

import java.util.Optional;

/**
 * A part of the input of a linear map: a value, or its rows at a place.
 *
 * @param value what is read
 * @param place where; empty for the value's own rows
 */
public record Operand(Value value, Optional<Place> place) {
  /** Returns a value's own rows. */
  public static Operand of(Value value) {
    return new Operand(value, Optional.empty());
  }

  /** Returns the rows of a value at a place. */
  public static Operand at(Place place, Value value) {
    return new Operand(value, Optional.of(place));
  }
}
