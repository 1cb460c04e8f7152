package org.latticework.pipeline.ingest.atomlist;

import java.util.Locale;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;

/** Writes crystals as lists of atoms. */
public final class Poscars {
  private Poscars() {}

  /** Returns a POSCAR in which each atom stands for itself. */
  public static String of(Structure structure) {
    StringBuilder text = new StringBuilder("written by a test\n1.0\n");
    for (Vector3 row :
        new Vector3[] {structure.lattice().a(), structure.lattice().b(), structure.lattice().c()}) {
      text.append("%s %s %s\n".formatted(row.x(), row.y(), row.z()));
    }
    StringBuilder counts = new StringBuilder();
    for (int i = 0; i < structure.size(); i++) {
      text.append(' ').append(structure.element(i));
      counts.append(" 1");
    }
    text.append('\n').append(counts).append("\nDirect\n");
    for (int i = 0; i < structure.size(); i++) {
      text.append(
          "%s %s %s\n"
              .formatted(
                  structure.fractional(i, 0),
                  structure.fractional(i, 1),
                  structure.fractional(i, 2)));
    }
    return text.toString();
  }

  /** Returns a frame of extended XYZ with a name. */
  public static String frame(String name, Structure structure) {
    Lattice lattice = structure.lattice();
    StringBuilder rows = new StringBuilder();
    for (double x : lattice.rows()) {
      rows.append(rows.isEmpty() ? "" : " ").append(x);
    }
    StringBuilder text =
        new StringBuilder(
            "%d\nLattice=\"%s\" Properties=species:S:1:pos:R:3 material_id=%s pbc=\"T T T\"\n"
                .formatted(structure.size(), rows, name));
    for (int i = 0; i < structure.size(); i++) {
      Vector3 r = lattice.cartesian(structure.site(i).fractional());
      text.append(
          String.format(Locale.ROOT, "%s %s %s %s\n", structure.element(i), r.x(), r.y(), r.z()));
    }
    return text.toString();
  }
}
