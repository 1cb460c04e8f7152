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
  /** Fields by which documents name a crystal. */
  private static final Set<String> NAMES =
      Set.of("material_id", "id", "immutable_id", "jid", "entry_id", "mat_id", "attributes");

  boolean isCif() {
    return fields.contains("cif");
  }

  /** Returns whether it is a pymatgen structure or molecule, without a document around it. */
  boolean isStructure() {
    return fields.contains("sites") && !fields.contains("structure");
  }

  boolean isNamed() {
    return fields.stream().anyMatch(NAMES::contains);
  }
}
