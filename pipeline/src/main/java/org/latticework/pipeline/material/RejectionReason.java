package org.latticework.pipeline.material;

import java.util.Optional;
import org.latticework.featurizer.graph.IsolatedSiteException;
import org.latticework.featurizer.neighbor.CoincidentSitesException;
import org.latticework.featurizer.neighbor.UnsearchableCellException;

/** Why a record did not become a material, or a material no graph. */
public enum RejectionReason {
  MALFORMED_JSON("The text is not one JSON object: a broken line, a bare word, trailing text"),
  TRUNCATED_FILE("The compressed file ends before its end; what comes before the cut is kept"),
  CORRUPT_FILE(
      "The compressed file is damaged, or needs too much memory; what comes before is kept"),
  RECORD_TOO_LARGE("The record is longer than the limit, or one of its strings or numbers is"),
  NESTED_TOO_DEEP("Objects and arrays are nested deeper than 200"),
  ENDLESS_EXPANSION(
      "The compressed file expands more than 250-fold (gzip), 1000-fold (others); what comes before is kept"),
  MALFORMED_CSV(
      "A CSV has no column cif, or a line has an open quote, another number of fields, or an id again"),
  MALFORMED_CIF("The text is not CIF 1.1: an open quote, a loop with a value missing"),
  MALFORMED_FIELD("A field that is read has another type or form than it should"),
  NOT_FINITE("A number that is read is NaN or infinite"),
  UNKNOWN_TARGET("The target's property name or its crystal cannot be determined"),
  MISSING_ID("There is no material_id"),
  MISSING_FILE("The list id_prop.csv names a file that is not in its folder"),
  NOT_LISTED("The folder has a list id_prop.csv, in which no good line names this file"),
  MISSING_STRUCTURE("There is no structure, or it has no sites, species or coordinates"),
  MISSING_LATTICE("The structure has no lattice matrix, or not all six cell parameters"),
  NOT_PERIODIC("The lattice is not periodic along all three vectors"),
  FLAT_CELL("The cell vectors or parameters span no volume, or none that a crystal has"),
  TOO_MANY_SITES("The cell has more than 20,000 sites"),
  PARTIAL_OCCUPANCY("A site is shared by several species, or occupied in part"),
  UNKNOWN_ELEMENT("A species is none of the 118 elements"),
  COINCIDENT_SITES("Two sites are at the same place: closer than 0.001 Å, in a CIF 0.1 Å"),
  MISSING_SYMMETRY("A CIF has no symmetry operations, and does not say that it is P 1"),
  BAD_SYMMETRY("Symmetry operations that cannot be read, are no group, or do not fit the cell"),
  IMPLICIT_HYDROGEN("A CIF has hydrogen atoms that it does not list as sites"),
  MISSING_ELEMENT("A formula of a CIF has an element that none of its sites has"),
  DEPRECATED("The source has withdrawn the material, and deprecated ones were not asked for"),
  NONCOMMERCIAL("The license forbids commercial use, and such materials were not asked for"),
  ISOLATED_SITE("A site has no neighbor within the cutoff of the graphs"),
  UNSEARCHABLE_CELL(
      "A site is too many cells away, or more images or pairs are in reach than can be held"),
  TOO_LARGE("The network that is to predict would take more memory for the crystal than it may");

  private final String meaning;

  RejectionReason(String meaning) {
    this.meaning = meaning;
  }

  /** Returns the meaning in one sentence. */
  public String meaning() {
    return meaning;
  }

  /**
   * Returns why a structure has no graph.
   *
   * @param refusal what {@link org.latticework.featurizer.graph.GraphBuilder#build} has thrown
   * @return empty if it is no refusal of the structure
   */
  public static Optional<RejectionReason> ofGraph(IllegalArgumentException refusal) {
    if (refusal instanceof IsolatedSiteException) {
      return Optional.of(ISOLATED_SITE);
    } else if (refusal instanceof CoincidentSitesException) {
      return Optional.of(COINCIDENT_SITES);
    }
    return refusal instanceof UnsearchableCellException
        ? Optional.of(UNSEARCHABLE_CELL)
        : Optional.empty();
  }
}
