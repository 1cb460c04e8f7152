package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticework.featurizer.crystal.Element;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.material.RejectionReason;

/**
 * The list {@code species} of an OPTIMADE structure: what its sites may hold, by names that mean
 * nothing by themselves. Tables keep the list as a text that holds it in JSON.
 */
final class OptimadeSpecies {
  private static final double TOLERANCE = 1e-8; // of a concentration, as of an occupancy
  private static final int MAX_SYMBOLS = 1000; // of one species

  private final Faults faults;
  private final JsonFields fields;
  private final Map<String, Species> byName = new HashMap<>();
  private final List<String> symbols = new ArrayList<>();
  private final List<Double> concentrations = new ArrayList<>();
  private String name = "";
  private boolean attached;

  OptimadeSpecies(JsonFields fields, Faults faults) {
    this.fields = fields;
    this.faults = faults;
  }

  /**
   * What a site holds.
   *
   * @param symbol as the source spells it
   * @param fault what keeps it from being one whole atom
   */
  record Species(String symbol, Optional<Element> element, Optional<Fault> fault) {}

  /** Forgets the list before. */
  void clear() {
    byName.clear();
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /** Returns what is called so. */
  Optional<Species> named(String species) {
    return Optional.ofNullable(byName.get(species));
  }

  /** Reads the current value. */
  void read(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      readList(json);
      return;
    }
    try (JsonParser text = DocumentParser.JSON.createParser(json.getText())) {
      if (text.nextToken() != null) {
        readList(text);
      }
    } catch (JsonProcessingException e) {
      faults.add(
          RejectionReason.MALFORMED_FIELD,
          "species should be a list in JSON: " + e.getOriginalMessage());
    }
  }

  private void readList(JsonParser json) throws IOException {
    clear();
    if (!fields.startsArray(json, "species")) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      name = "";
      symbols.clear();
      concentrations.clear();
      attached = false;
      fields.object(json, "a species", field -> readField(json, field));
      if (byName.put(name, species()) != null) {
        faults.add(
            RejectionReason.MALFORMED_FIELD,
            "species has two that are called '%s'".formatted(name));
      }
    }
  }

  private void readField(JsonParser json, String field) throws IOException {
    switch (field) {
      case "name" -> name = fields.text(json, field);
      case "chemical_symbols" -> fields.texts(json, field, MAX_SYMBOLS, symbols);
      case "concentration" -> readConcentrations(json, field);
      case "attached" -> readAttached(json, field);
      default -> json.skipChildren();
    }
  }

  private void readAttached(JsonParser json, String field) throws IOException {
    if (!fields.startsArray(json, field)) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      attached = true;
      json.skipChildren();
    }
  }

  private void readConcentrations(JsonParser json, String field) throws IOException {
    concentrations.clear();
    if (!fields.startsArray(json, field)) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      double value = fields.number(json, field);
      if (concentrations.size() <= MAX_SYMBOLS) {
        concentrations.add(value);
      }
    }
  }

  private Species species() {
    String symbol = symbols.isEmpty() ? "" : symbols.get(0);
    Optional<Element> element = DocumentSpecies.element(symbol);
    return new Species(symbol, element, fault(symbol, element));
  }

  private Optional<Fault> fault(String symbol, Optional<Element> element) {
    boolean silent = concentrations.isEmpty() && symbols.size() == 1; // one symbol, wholly
    if (symbols.isEmpty()) {
      return fault(RejectionReason.MISSING_STRUCTURE, "no chemical_symbols");
    }
    if (!silent && concentrations.size() != symbols.size()) {
      return fault(
          RejectionReason.MALFORMED_FIELD,
          "%d chemical_symbols and %d concentrations"
              .formatted(symbols.size(), concentrations.size()));
    }
    boolean whole = silent || Math.abs(concentrations.get(0) - 1) <= TOLERANCE;
    if (symbols.size() > 1 || !whole || symbol.equals("vacancy") || symbol.equals("X")) {
      return fault(RejectionReason.PARTIAL_OCCUPANCY, held());
    }
    if (attached) {
      return fault(RejectionReason.PARTIAL_OCCUPANCY, symbol + " with atoms attached to it");
    }
    return element.isEmpty()
        ? fault(RejectionReason.UNKNOWN_ELEMENT, "'%s'".formatted(symbol))
        : Optional.empty();
  }

  private static Optional<Fault> fault(RejectionReason reason, String held) {
    return Optional.of(new Fault(reason, held));
  }

  private String held() {
    List<String> shown = new ArrayList<>();
    for (int k = 0; k < Math.min(symbols.size(), 10); k++) {
      shown.add(symbols.get(k) + (k < concentrations.size() ? " " + concentrations.get(k) : ""));
    }
    return String.join(", ", shown);
  }
}
