package org.latticework.pipeline.ingest.cif;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.pipeline.ingest.cifvalue.CifException;
import org.latticework.pipeline.ingest.cifvalue.CifFault;
import org.latticework.pipeline.ingest.cifvalue.CifNumber;

/** One {@code data_} block of a CIF: what it says about a crystal, not yet understood. */
public final class CifBlock {
  private final String name;
  private final int line;
  private final Map<String, List<String>> columns; // by normal name; "" for ? and .

  CifBlock(String name, int line, Map<String, List<String>> columns) {
    this.name = name;
    this.line = line;
    this.columns = columns;
  }

  /** Returns what follows {@code data_}; may be empty. */
  public String name() {
    return name;
  }

  /** Returns the line of the text on which the block starts, from 1. */
  public int line() {
    return line;
  }

  /**
   * Returns the crystal that this block describes.
   *
   * @throws CifException if it describes none; the message names block, line, rule and value
   */
  public CifCrystal crystal() throws CifException {
    try {
      Lattice lattice = CellParameters.of(this).lattice();
      SymmetryOperations operations = SymmetryOperations.of(this, lattice);
      CifCell cell = new CifCell(lattice, operations);
      for (ListedSite site : new SiteReader(this, lattice).sites()) {
        cell.add(site);
      }
      return new CifCrystal(
          name, cell.structure(), symmetryNumber(), spaceGroup(), cell.deuteriumSites());
    } catch (CifException e) {
      throw e.at("data_%s (line %d)".formatted(name, line));
    }
  }

  boolean describesCrystal() {
    return columns.keySet().stream()
        .anyMatch(tag -> CifTags.CELL.contains(tag) || tag.startsWith("_atom_site_"));
  }

  boolean has(String tag) {
    return columns.containsKey(tag);
  }

  /** Returns the values of a loop column, empty strings for ? and .; an empty list if absent. */
  List<String> column(String tag) {
    return columns.getOrDefault(tag, Collections.emptyList());
  }

  /** Returns the value of a name that has one, unless it is ? or . or absent. */
  Optional<String> value(String tag) throws CifException {
    List<String> column = column(tag);
    if (column.size() > 1) {
      throw new CifException(
          CifFault.SYNTAX, "%s must have one value, got %d".formatted(tag, column.size()));
    }
    return column.stream().map(String::strip).filter(value -> !value.isEmpty()).findFirst();
  }

  /** Returns the first value given under any of several spellings. */
  Optional<String> value(List<String> tags) throws CifException {
    for (String tag : tags) {
      Optional<String> value = value(tag);
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  /** Returns the Hermann–Mauguin name of the space group as it is spelled, if it is given. */
  Optional<String> spaceGroup() throws CifException {
    return value(CifTags.HERMANN_MAUGUIN);
  }

  /** Returns the number of the space group, if it is given. */
  OptionalInt symmetryNumber() throws CifException {
    Optional<String> value = value(CifTags.GROUP_NUMBER);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    double number = CifNumber.parse("The space group number", value.get());
    if (!(number >= 1 && number <= 230 && number == Math.rint(number))) {
      throw new CifException(
          CifFault.BAD_SYMMETRY,
          "The space group number must be one of 1 to 230, got " + CifException.shown(value.get()));
    }
    return OptionalInt.of((int) number);
  }
}
