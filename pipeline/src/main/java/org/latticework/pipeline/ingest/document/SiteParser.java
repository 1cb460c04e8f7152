package org.latticework.pipeline.ingest.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import org.latticework.featurizer.crystal.Element;
import org.latticework.pipeline.ingest.record.Faults;
import org.latticework.pipeline.material.RejectionReason;

/** Reads one site: who occupies it, and where it is. */
final class SiteParser {
  // Occupancies are written with rounding; pymatgen's Composition has the same tolerance.
  private static final double OCCUPANCY_TOLERANCE = 1e-8;

  private final Faults faults;
  private final JsonFields fields;
  private final double[] fractional = new double[3];
  private final StringBuilder occupants = new StringBuilder(); // for messages: Na 0.7, K 0.3
  private Optional<Element> element = Optional.empty();
  private String symbol = "";
  private double occupancy;
  private int species;
  private int coordinates;
  private int index;

  SiteParser(Faults faults, JsonFields fields) {
    this.faults = faults;
    this.fields = fields;
  }

  /** Reads the current value as the site with an index. */
  void read(JsonParser json, int siteIndex) throws IOException {
    index = siteIndex;
    element = Optional.empty();
    species = 0;
    coordinates = 0;
    occupants.setLength(0);
    boolean any =
        fields.object(
            json,
            "a site",
            name -> {
              switch (name) {
                case "species" -> readSpecies(json);
                case "abc" -> readCoordinates(json);
                default -> json.skipChildren();
              }
            });
    if (!any || species == 0) {
      faults.add(RejectionReason.MISSING_STRUCTURE, "site " + index + " has no species");
    }
    if (coordinates != 3) {
      faults.add(
          RejectionReason.MISSING_STRUCTURE,
          "site %d should have 3 coordinates in abc, has %d".formatted(index, coordinates));
    }
  }

  private void readSpecies(JsonParser json) throws IOException {
    if (!fields.startsArray(json, "species")) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      symbol = "";
      occupancy = 1;
      fields.object(json, "a species", name -> readSpeciesField(json, name));
      addOccupant();
    }
    if (species > 1 || (species == 1 && !(Math.abs(occupancy - 1) <= OCCUPANCY_TOLERANCE))) {
      faults.add(RejectionReason.PARTIAL_OCCUPANCY, "site %d holds %s".formatted(index, occupants));
    }
  }

  private void readSpeciesField(JsonParser json, String name) throws IOException {
    switch (name) {
      case "element" -> symbol = fields.text(json, "element");
      case "occu" -> occupancy = fields.number(json, "occu");
      default -> json.skipChildren();
    }
  }

  private void addOccupant() {
    element = DocumentSpecies.element(symbol);
    if (element.isEmpty()) {
      faults.add(RejectionReason.UNKNOWN_ELEMENT, "site %d holds '%s'".formatted(index, symbol));
    }
    if (species < 10) {
      occupants.append(species == 0 ? "" : ", ").append(symbol).append(' ').append(occupancy);
    }
    species++;
  }

  private void readCoordinates(JsonParser json) throws IOException {
    coordinates = 0;
    if (!fields.startsArray(json, "abc")) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      double x = fields.number(json, "abc");
      if (Double.isNaN(x)) {
        faults.add(RejectionReason.MALFORMED_FIELD, "site %d has null in abc".formatted(index));
      }
      if (coordinates < 3) {
        fractional[coordinates] = x;
      }
      coordinates++;
    }
  }

  /** Returns whether who occupies the site is spelled D. */
  boolean deuterium() {
    return DocumentSpecies.deuterium(symbol);
  }

  /** Returns who occupies the site; none if that is a fault. */
  Optional<Element> element() {
    return element;
  }

  /** Writes the three fractional coordinates. */
  void copyFractional(double[] out, int offset) {
    System.arraycopy(fractional, 0, out, offset, 3);
  }
}
