package org.latticework.pipeline.ingest.cif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.pipeline.ingest.cifvalue.CifException;
import org.latticework.pipeline.ingest.cifvalue.CifFault;
import org.latticework.pipeline.ingest.cifvalue.OperationText;
import org.latticework.pipeline.ingest.cifvalue.SymmetryOperation;

/** The symmetry operations of a block, checked to be a group that maps the lattice onto itself. */
final class SymmetryOperations {
  private static final int MAX_OPERATIONS = 384; // twice the 192 of F m -3 m
  private static final double SAME_TRANSLATION = 2e-3; // 1/3 is written 0.333 at worst
  private static final double MAX_STRAIN = 0.02; // 1 % in a length: files round their cells

  private final List<SymmetryOperation> operations = new ArrayList<>();
  private final Map<Integer, List<SymmetryOperation>> byRotation = new HashMap<>();

  private SymmetryOperations() {
    add(SymmetryOperation.identity());
  }

  /**
   * Reads the operations of a block; none comes twice, and the identity is the first.
   *
   * @throws CifException if there are none and the block does not say P 1, or if one cannot be
   *     read, does not fit the cell, or misses a partner, or if x,y,z is missing; a name alone,
   *     other than P 1, is refused
   */
  static SymmetryOperations of(CifBlock block, Lattice lattice) throws CifException {
    SymmetryOperations group = new SymmetryOperations();
    boolean identity = false;
    List<String> texts = texts(block);
    if (texts.size() > MAX_OPERATIONS) {
      throw new CifException(
          CifFault.BAD_SYMMETRY,
          "At most %d symmetry operations are read, got more".formatted(MAX_OPERATIONS));
    }
    for (String text : texts) {
      SymmetryOperation operation = SymmetryOperation.parse(text);
      if (!(operation.strain(lattice) <= MAX_STRAIN)) {
        throw OperationText.bad(text, "it does not map the cell onto itself");
      }
      identity = identity || isSame(operation, SymmetryOperation.identity());
      group.add(operation);
    }
    if (texts.isEmpty()) {
      requireP1(block);
    } else if (!identity) {
      throw new CifException(
          CifFault.BAD_SYMMETRY, "The symmetry operations are no group: x,y,z is not among them");
    }
    group.requireClosed();
    return group;
  }

  List<SymmetryOperation> all() {
    return operations;
  }

  private static List<String> texts(CifBlock block) {
    for (String tag : CifTags.OPERATIONS) {
      List<String> texts = block.column(tag).stream().filter(text -> !text.isBlank()).toList();
      if (!texts.isEmpty()) {
        return texts;
      }
    }
    return List.of();
  }

  private static void requireP1(CifBlock block) throws CifException {
    boolean stated = false;
    for (List<String> tags : List.of(CifTags.HERMANN_MAUGUIN, CifTags.HALL, CifTags.GROUP_NUMBER)) {
      Optional<String> value = block.value(tags);
      if (value.isPresent()) {
        stated = true;
        String symbol = value.get().replaceAll("[\\s_]", "").toLowerCase(Locale.ROOT);
        if (!symbol.equals("p1") && !symbol.equals("1")) {
          throw new CifException(
              CifFault.MISSING_SYMMETRY,
              "Space group %s has no list of symmetry operations"
                  .formatted(CifException.shown(value.get())));
        }
      }
    }
    if (!stated) {
      throw new CifException(
          CifFault.MISSING_SYMMETRY, "There are no symmetry operations and no space group");
    }
  }

  private void add(SymmetryOperation operation) {
    if (!contains(operation)) {
      operations.add(operation);
      byRotation.computeIfAbsent(operation.rotationKey(), key -> new ArrayList<>()).add(operation);
    }
  }

  private boolean contains(SymmetryOperation operation) {
    for (SymmetryOperation known : byRotation.getOrDefault(operation.rotationKey(), List.of())) {
      if (isSame(known, operation)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(SymmetryOperation one, SymmetryOperation other) {
    return one.rotationKey() == other.rotationKey()
        && one.translationDistance(other) <= SAME_TRANSLATION;
  }

  /** A group contains all products; a list that lost a line does not. */
  private void requireClosed() throws CifException {
    for (SymmetryOperation second : operations) {
      for (SymmetryOperation first : operations) {
        if (!contains(second.after(first))) {
          throw new CifException(
              CifFault.BAD_SYMMETRY,
              "The %d symmetry operations are no group: the product of %s and %s is not among them"
                  .formatted(operations.size(), second, first));
        }
      }
    }
  }
}
