package org.latticework.pipeline.ingest.record;

import java.util.Arrays;
import java.util.Optional;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.pipeline.material.RejectionReason;

/**
 * What is wrong with a record.
 *
 * @param reason kind of fault
 * @param detail the rule, the place and the value; shortened to {@value #MAX_DETAIL} characters
 */
public record Fault(RejectionReason reason, String detail) {
  private static final int MAX_DETAIL = 500;
  private static final double MIN_HEIGHT = 0.2; // Å, as of a CIF; no atom is so small

  public Fault {
    if (detail.length() > MAX_DETAIL) {
      int end = Character.isHighSurrogate(detail.charAt(MAX_DETAIL - 2)) ? 2 : 1;
      detail = detail.substring(0, MAX_DETAIL - end) + "…";
    }
  }

  /**
   * Returns what is wrong with the vectors of a cell: they span no volume, or one that is too flat
   * for an atom.
   *
   * @param what the source calls them
   * @param rows nine numbers, Å: a, then b, then c
   */
  public static Optional<Fault> ofCell(String what, double[] rows) {
    double height;
    try {
      Lattice lattice = Lattice.ofRows(rows);
      height = Math.min(lattice.heightA(), Math.min(lattice.heightB(), lattice.heightC()));
    } catch (IllegalArgumentException e) {
      return Optional.of(
          new Fault(
              RejectionReason.FLAT_CELL,
              "the rows of %s span no volume: %s Å".formatted(what, Arrays.toString(rows))));
    }
    return height >= MIN_HEIGHT
        ? Optional.empty()
        : Optional.of(
            new Fault(
                RejectionReason.FLAT_CELL,
                "opposite faces of %s lie %s Å apart, need at least %s Å: is it in another unit?"
                    .formatted(what, height, MIN_HEIGHT)));
  }

  /** Returns the fault of a record that is longer than it may be. */
  public static Fault tooLong(int maxRecord) {
    return new Fault(
        RejectionReason.RECORD_TOO_LARGE, "the record is longer than " + maxRecord + " bytes");
  }
}
