package org.latticework.pipeline.ingest.cif;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Vector3;
import org.latticework.pipeline.ingest.cifvalue.AtomSymbol;
import org.latticework.pipeline.ingest.cifvalue.CifException;
import org.latticework.pipeline.ingest.cifvalue.CifFault;
import org.latticework.pipeline.ingest.cifvalue.CifNumber;

/** Reads the {@code _atom_site_} loop of a block. */
final class SiteReader {
  private static final double FULL = 1e-3; // how far from 1 an occupancy may be rounded
  private static final double MAX_FRACTIONAL = 1e4; // cells from the origin

  private final CifBlock block;
  private final Lattice lattice;
  private final boolean isFractional;
  private final List<String> coordinateTags;
  private final int rows;

  /**
   * Finds the coordinates.
   *
   * @param lattice a along x, b in the xy plane, as the axes of Cartesian sites are by convention
   */
  SiteReader(CifBlock block, Lattice lattice) throws CifException {
    this.block = block;
    this.lattice = lattice;
    this.isFractional = CifTags.FRACTIONAL.stream().anyMatch(block::has);
    this.coordinateTags = isFractional ? CifTags.FRACTIONAL : CifTags.CARTESIAN;
    this.rows = block.column(coordinateTags.get(0)).size();
    requireCoordinates();
  }

  private void requireCoordinates() throws CifException {
    if (rows == 0) {
      throw new CifException(CifFault.MISSING_SITES, "There are no atom sites with coordinates");
    }
    if (rows > CifCrystal.MAX_SITES) {
      throw CifCell.tooManySites();
    }
    for (String tag : coordinateTags) {
      int size = block.column(tag).size();
      if (size != rows) {
        throw new CifException(
            CifFault.MISSING_SITES, "%s has %d values, need %d".formatted(tag, size, rows));
      }
    }
    if (!isFractional && CifTags.CARTESIAN_AXES.stream().anyMatch(block::has)) {
      throw new CifException(
          CifFault.CARTESIAN_AXES,
          "The sites are Cartesian in axes that _atom_sites_ items describe, need fractional ones");
    }
  }

  /** Returns all sites in the order of the loop, at least one. */
  List<ListedSite> sites() throws CifException {
    Set<String> formula = AtomSymbol.symbolsOf(block.value(CifTags.FORMULA).orElse(""));
    List<ListedSite> sites = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      try {
        requireWholeAtom(row);
        sites.add(new ListedSite(name(row), symbol(row, formula), fractional(row)));
      } catch (CifException e) {
        throw e.at("site " + name(row));
      }
    }
    ChemicalFormula.requireSites(block, sites);
    return sites;
  }

  private String name(int row) throws CifException {
    String label = cell(CifTags.LABEL, row);
    String text = label.isEmpty() ? cell(CifTags.TYPE_SYMBOL, row) : label;
    return "%d (%s)".formatted(row, text.length() > 20 ? text.substring(0, 20) + "…" : text);
  }

  private AtomSymbol symbol(int row, Set<String> formula) throws CifException {
    String type = cell(CifTags.TYPE_SYMBOL, row);
    return type.isEmpty()
        ? AtomSymbol.ofLabel(cell(CifTags.LABEL, row), formula)
        : AtomSymbol.ofType(type);
  }

  private void requireWholeAtom(int row) throws CifException {
    if (cell(CifTags.CALC_FLAG, row).equalsIgnoreCase("dum")) {
      throw new CifException(CifFault.DUMMY_SITE, "its calculation flag is 'dum', it is no atom");
    }
    String occupancy = cell(CifTags.OCCUPANCY, row);
    if (!occupancy.isEmpty()
        && !(Math.abs(CifNumber.parse("The occupancy", occupancy) - 1) <= FULL)) {
      throw new CifException(
          CifFault.PARTIAL_OCCUPANCY,
          "its occupancy must be 1, got " + CifException.shown(occupancy));
    }
    String hydrogens = cell(CifTags.ATTACHED_HYDROGENS, row);
    if (!hydrogens.isEmpty() && CifNumber.parse("Attached hydrogens", hydrogens) != 0) {
      throw new CifException(
          CifFault.IMPLICIT_HYDROGEN,
          "it has %s attached hydrogen atoms without sites"
              .formatted(CifException.shown(hydrogens)));
    }
  }

  private Vector3 fractional(int row) throws CifException {
    double[] values = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      String tag = coordinateTags.get(axis);
      String value = cell(tag, row);
      if (value.isEmpty()) {
        throw new CifException(CifFault.MISSING_COORDINATE, tag + " is missing");
      }
      values[axis] =
          isFractional ? CifNumber.parseFraction(tag, value) : CifNumber.parse(tag, value);
    }
    if (!isFractional) {
      solve(values);
    }
    for (double value : values) {
      if (!(Math.abs(value) <= MAX_FRACTIONAL)) {
        throw new CifException(
            CifFault.BAD_NUMBER,
            "coordinates must be within 10000 cells of the origin, got " + value);
      }
    }
    return new Vector3(values[0], values[1], values[2]);
  }

  /** Turns Cartesian into fractional coordinates; the lattice is triangular. */
  private void solve(double[] r) {
    r[2] /= lattice.c().z();
    r[1] = (r[1] - r[2] * lattice.c().y()) / lattice.b().y();
    r[0] = (r[0] - r[1] * lattice.b().x() - r[2] * lattice.c().x()) / lattice.a().x();
  }

  /** Returns a value of the loop, stripped; empty where it is ?, . or not given. */
  private String cell(String tag, int row) throws CifException {
    List<String> column = block.column(tag);
    if (column.isEmpty()) {
      return "";
    }
    if (column.size() != rows) {
      throw new CifException(
          CifFault.MISSING_SITES, "%s has %d values, need %d".formatted(tag, column.size(), rows));
    }
    return column.get(row).strip();
  }
}
