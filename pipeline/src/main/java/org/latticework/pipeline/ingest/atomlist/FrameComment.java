package org.latticework.pipeline.ingest.atomlist;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.pipeline.ingest.ciftable.CrystalRecord;
import org.latticework.pipeline.ingest.document.TargetNames;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;

/** The comment line of a frame: its cell, its columns, its name, what else is known of it. */
final class FrameComment {
  private static final List<String> NAMES = List.of("material_id", "mp_id", "mat_id", "id");

  /**
   * Targets whose names mean nothing else. In a comment line {@code n} may be a number of frames,
   * {@code e_total} an energy, {@code energy_per_atom} relative to any reference.
   */
  private static final Set<Target> CLEAR =
      Set.of(
          Target.FORMATION_ENERGY_PER_ATOM,
          Target.ENERGY_ABOVE_HULL,
          Target.BAND_GAP,
          Target.BULK_MODULUS_VRH,
          Target.SHEAR_MODULUS_VRH,
          Target.HOMOGENEOUS_POISSON,
          Target.UNIVERSAL_ANISOTROPY,
          Target.WEIGHTED_SURFACE_ENERGY);

  private final Map<String, String> pairs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * Reads the line.
   *
   * @throws AtomListException if a quote or bracket stays open
   */
  FrameComment(String line) throws AtomListException {
    pairs.putAll(KeyValues.of(line));
  }

  /** Returns the name of the crystal, if the line has one. */
  Optional<String> name() {
    return NAMES.stream()
        .map(key -> pairs.getOrDefault(key, "").strip())
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  /**
   * Returns the cell.
   *
   * @throws AtomListException if there is none along all three vectors
   */
  Lattice lattice() throws AtomListException {
    if (!pairs.containsKey("Lattice")) {
      throw new AtomListException(
          RejectionReason.NOT_PERIODIC,
          "the comment line has no Lattice: the atoms are no crystal");
    }
    for (String along : words(pairs.getOrDefault("pbc", "T"))) {
      if (!along.equalsIgnoreCase("T") && !along.equalsIgnoreCase("true") && !along.equals("1")) {
        throw new AtomListException(
            RejectionReason.NOT_PERIODIC,
            "pbc is not true for all vectors: %s".formatted(Numbers.shown(pairs.get("pbc"))));
      }
    }
    String given = pairs.get("Lattice");
    List<String> words = words(given);
    if (words.size() != 9 || given.indexOf('[') >= 0) { // rows and columns would be exchanged
      throw new AtomListException(
          RejectionReason.MALFORMED_FIELD,
          "Lattice should be nine numbers in quotes, is %s".formatted(Numbers.shown(given)));
    }
    double[] rows = new double[9];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = Numbers.number("number %d of Lattice".formatted(k + 1), words.get(k));
    }
    return AtomList.lattice(rows);
  }

  private static List<String> words(String list) {
    return Numbers.words(list.replace(',', ' '));
  }

  Columns columns() throws AtomListException {
    return Columns.of(pairs.getOrDefault("Properties", Columns.USUAL));
  }

  /** Hands on what is known besides the atoms. */
  void put(CrystalRecord record) {
    pairs.forEach(
        (key, value) -> {
          String field = TargetNames.field(key);
          if (Target.ofColumn(field).map(CLEAR::contains).orElse(true)) {
            record.put(field, key, value);
          }
        });
  }
}
