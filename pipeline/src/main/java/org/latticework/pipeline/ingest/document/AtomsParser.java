package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.material.RejectionReason;

/**
 * Reads a structure as JARVIS writes it: {@code lattice_mat} in Å, {@code elements}, one for each
 * site, and {@code coords}, which {@code cartesian} says to be in Å or in units of the cell
 * vectors. What is wrong counts only where a structure is written so.
 */
final class AtomsParser {
  private final Faults faults = new Faults();
  private final JsonFields fields = new JsonFields(faults);
  private final CellMatrix cell = new CellMatrix("lattice_mat", fields, faults);
  private final Triples coordinates =
      new Triples("coords", StructureParser.MAX_SITES, fields, faults);
  private final List<String> symbols = new ArrayList<>();
  private Optional<Boolean> cartesian = Optional.empty();
  private int deuterium; // sites

  /** Forgets the structure before. */
  void clear() {
    faults.clear();
    cell.clear();
    coordinates.clear();
    symbols.clear();
    cartesian = Optional.empty();
  }

  /** Reads the current value, that of one of the four fields. */
  void read(JsonParser json, String name) throws IOException {
    switch (name) {
      case "lattice_mat" -> cell.read(json);
      case "coords" -> coordinates.read(json);
      case "elements" -> fields.texts(json, name, StructureParser.MAX_SITES, symbols);
      default -> readCartesian(json, name);
    }
  }

  private void readCartesian(JsonParser json, String name) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_NULL) {
      cartesian = Optional.of(fields.truth(json, name));
    }
  }

  /** Returns whether a structure is written so. */
  boolean any() {
    return coordinates.any() || cell.any();
  }

  /** Returns how many sites of the structure are deuterium. */
  int deuterium() {
    return deuterium;
  }

  /** Returns what is wrong with the structure. */
  Optional<Fault> fault() {
    return faults.first();
  }

  /** Returns the structure; none where it has a fault. */
  Optional<Structure> finish() {
    int sites = coordinates.rows();
    if (sites == 0) {
      faults.add(RejectionReason.MISSING_STRUCTURE, "atoms have no coords");
    } else if (sites > StructureParser.MAX_SITES) {
      faults.add(
          RejectionReason.TOO_MANY_SITES, "more than " + StructureParser.MAX_SITES + " sites");
    } else if (symbols.isEmpty()) {
      faults.add(RejectionReason.MISSING_STRUCTURE, "atoms have no elements");
    } else if (symbols.size() != sites) {
      faults.add(
          RejectionReason.MALFORMED_FIELD,
          "coords and elements should be as many, are %d and %d".formatted(sites, symbols.size()));
    } else if (cartesian.isEmpty()) {
      faults.add(
          RejectionReason.MISSING_STRUCTURE, "atoms do not say whether coords are cartesian");
    }
    if (faults.first().isPresent()) {
      return Optional.empty();
    }
    int[] numbers = numbers();
    return cartesian.get()
        ? cell.solved(numbers, coordinates.values())
        : cell.structure(numbers, coordinates.values());
  }

  private int[] numbers() {
    int[] numbers = new int[symbols.size()];
    deuterium = 0;
    for (int i = 0; i < numbers.length; i++) {
      String symbol = symbols.get(i);
      Optional<Element> element = DocumentSpecies.element(symbol);
      if (element.isEmpty()) {
        faults.add(RejectionReason.UNKNOWN_ELEMENT, "site %d holds '%s'".formatted(i, symbol));
      }
      numbers[i] = element.map(Element::atomicNumber).orElse(0);
      deuterium += DocumentSpecies.deuterium(symbol) ? 1 : 0;
    }
    return numbers;
  }
}
