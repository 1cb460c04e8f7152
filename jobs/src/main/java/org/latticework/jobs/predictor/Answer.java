package org.latticework.jobs.predictor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.latticework.pipeline.material.Origin;
import org.latticework.pipeline.material.RejectionReason;

/** What a model says of a record, or why it says nothing. */
public sealed interface Answer {
  /** Returns the name of the material; empty where the record has none. */
  Optional<String> materialId();

  /** Returns the formula as the source spells it, else the reduced one; empty without a crystal. */
  Optional<String> formula();

  /** Returns where the record is. */
  Origin origin();

  /**
   * A model has said something.
   *
   * @param values a value for each of {@link CrystalOutput#columns}: a number, null where there is
   *     none, or an array of numbers
   * @param elementsSeen whether the training fold had every element of the crystal; empty where
   *     that is not known
   * @param nearest the crystal of the training fold whose vector lies nearest; empty where these
   *     are not known
   */
  record Given(
      Optional<String> materialId,
      Optional<String> formula,
      Origin origin,
      List<Object> values,
      Optional<Boolean> elementsSeen,
      Optional<CrystalVectors.Near> nearest)
      implements Answer {
    public Given {
      values = Collections.unmodifiableList(new ArrayList<>(values)); // nulls are values
    }
  }

  /**
   * A model says nothing.
   *
   * @param detail the rule, the place and the value
   */
  record Refused(
      Optional<String> materialId,
      Optional<String> formula,
      Origin origin,
      RejectionReason reason,
      String detail)
      implements Answer {}
}
