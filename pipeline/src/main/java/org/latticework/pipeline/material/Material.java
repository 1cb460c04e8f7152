package org.latticework.pipeline.material;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.latticework.featurizer.crystal.Structure;

/**
 * One row of the materials table: a crystal and what is known of it.
 *
 * @param databaseVersion release it comes from
 * @param materialId opaque name: {@code mp-149}, {@code mvc-…}, {@code mp-ft}
 * @param formulaPretty formula as the source spells it
 * @param structure the crystal
 * @param targets known properties; a property that is not known has no entry
 * @param symmetryNumber number of the space group, if known
 * @param deprecated whether the source has withdrawn it
 * @param license as the source spells it; empty where it is silent
 * @param lastUpdated when the source last touched it, if known
 * @param origin where the record was read
 */
public record Material(
    String databaseVersion,
    String materialId,
    String formulaPretty,
    Structure structure,
    Map<Target, Double> targets,
    OptionalInt symmetryNumber,
    boolean deprecated,
    String license,
    Optional<Instant> lastUpdated,
    Origin origin) {
  public Material {
    if (materialId.isBlank()) {
      throw new IllegalArgumentException("A material needs an id: " + origin);
    }
    targets = Map.copyOf(targets);
  }

  /** Returns a property in its own unit, if known. */
  public OptionalDouble target(Target target) {
    Double value = targets.get(target);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
