package org.latticework.jobs.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latticework.featurizer.crystal.Site;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;
import org.latticework.featurizer.synthetic.SyntheticMaterial;

/** Writes a synthetic material as Materials Project writes a real one: one summary document. */
public final class SyntheticDocument {
  private SyntheticDocument() {}

  /**
   * Returns the document, as maps and lists in the order of Materials Project's fields.
   *
   * @param updated ISO date of {@code last_updated}
   */
  public static Map<String, Object> of(SyntheticMaterial material, String updated) {
    Structure structure = material.structure();
    Map<String, Integer> counts = structure.composition().counts();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("material_id", material.materialId());
    document.put("formula_pretty", structure.composition().reducedFormula().replace(" ", ""));
    document.put("nsites", structure.size());
    document.put("nelements", counts.size());
    document.put("elements", List.copyOf(counts.keySet()));
    document.put("formation_energy_per_atom", material.formationEnergyPerAtom());
    document.put("energy_above_hull", material.energyAboveHull());
    document.put("band_gap", material.bandGap());
    document.put("density", material.density());
    document.put("symmetry", Map.of("number", material.symmetryNumber()));
    document.put("deprecated", false);
    document.put("last_updated", Map.of("$date", updated + "T00:00:00Z"));
    document.put("synthetic", material.prototype());
    document.put("structure", structure(structure));
    return document;
  }

  private static Map<String, Object> structure(Structure structure) {
    List<Object> sites = new ArrayList<>();
    for (int i = 0; i < structure.size(); i++) {
      sites.add(site(structure.site(i)));
    }
    Map<String, Object> lattice = new LinkedHashMap<>();
    lattice.put(
        "matrix",
        List.of(
            row(structure.lattice().a()),
            row(structure.lattice().b()),
            row(structure.lattice().c())));
    lattice.put("pbc", List.of(true, true, true));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("@module", "pymatgen.core.structure");
    document.put("@class", "Structure");
    document.put("charge", 0);
    document.put("lattice", lattice);
    document.put("sites", sites);
    return document;
  }

  private static Map<String, Object> site(Site site) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("species", List.of(Map.of("element", site.element().symbol(), "occu", 1)));
    document.put("abc", row(site.fractional()));
    document.put("label", site.element().symbol());
    return document;
  }

  private static List<Double> row(Vector3 v) {
    return List.of(v.x(), v.y(), v.z());
  }
}
