package org.latticework.jobs.serve;

import java.util.Set;

/**
 * A JSON object of a request that describes a crystal.
 *
 * @param start of its bytes in the request
 * @param end of its bytes
 * @param fields the names of its own fields
 */
record RequestItem(int start, int end, Set<String> fields) {
  /** Fields in which documents of several databases describe a crystal. */
  private static final Set<String> DOCUMENT =
      Set.of("structure", "sites", "atoms", "attributes", "lattice_vectors");

  private static final String CIF = "cif";

  /** Returns whether it describes a crystal, and is no list of them. */
  boolean describesCrystal() {
    return fields.contains(CIF) || isDocument();
  }

  /** Returns whether its crystal is a CIF in a text. */
  boolean isCif() {
    return fields.contains(CIF) && !isDocument();
  }

  private boolean isDocument() {
    return fields.stream().anyMatch(DOCUMENT::contains);
  }

  /** Returns whether it is a pymatgen structure or molecule, without a document around it. */
  boolean isStructure() {
    return fields.contains("sites") && !fields.contains("structure");
  }
}
