package org.latticework.jobs.model;

import java.io.Serializable;
import java.util.List;

/**
 * The model whose parameters a training began with.
 *
 * @param model its name
 * @param trainingId of the training that made it
 * @param weightsSha256 SHA-256 of its arrays' file, in hexadecimal digits; of an ensemble one of
 *     each member
 * @param head whether its head was {@code kept}, or {@code new}
 * @param scaling whether the scales of its outputs were {@code kept}, or {@code refitted}
 * @param frozen parts that stayed as they were
 */
public record Ancestry(
    String model,
    String trainingId,
    List<String> weightsSha256,
    String head,
    String scaling,
    List<String> frozen)
    implements Serializable {
  public Ancestry {
    weightsSha256 = List.copyOf(weightsSha256);
    frozen = List.copyOf(frozen);
  }
}
