package org.latticework.pipeline.ingest.atomlist;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.pipeline.ingest.cif.CifCrystal;
import org.latticework.pipeline.material.RejectionReason;

/**
 * The lines of a POSCAR, as VASP 5 and later write them: a comment, a scale, three cell vectors,
 * the elements, how many atoms each has, perhaps {@code Selective dynamics}, {@code Direct} or
 * {@code Cartesian}, the atoms. What follows (velocities) is not read.
 *
 * <p>A positive scale multiplies cell vectors and Cartesian positions; a negative one is the volume
 * of the cell, Å³; three multiply their x, y and z.
 */
final class Poscar {
  private static final int CELL = 2; // index of the first cell vector's line

  private final Iterator<String> lines; // one is held at a time
  private String line = ""; // the last one
  private int number; // of the last one, from 1
  private double[] scale = new double[3]; // of x, y and z

  private Poscar(Iterator<String> lines) {
    this.lines = lines;
  }

  /** Returns whether a text begins as a POSCAR does: a comment, one number or three, 3 × 3. */
  static boolean begins(String text) {
    List<String> lines = text.lines().limit(CELL + 3L).toList();
    if (lines.size() < CELL + 3 || leadingNumbers(lines.get(1)) < 1) {
      return false;
    }
    return lines.subList(CELL, CELL + 3).stream().allMatch(line -> leadingNumbers(line) >= 3);
  }

  /**
   * Reads the crystal, up to its last atom.
   *
   * @throws AtomListException if there is none
   */
  static CifCrystal read(String text) throws AtomListException {
    return new Poscar(text.lines().iterator()).read();
  }

  private CifCrystal read() throws AtomListException {
    if (lines.hasNext()) {
      lines.next(); // a comment, as long as it may be
    }
    number = 1;
    Lattice lattice = lattice();
    List<AtomList.Species> species = species();
    List<Integer> counts = counts(species.size());
    AtomList atoms = new AtomList(lattice, counts.stream().mapToLong(Integer::longValue).sum());
    boolean cartesian = cartesian();
    for (int kind = 0; kind < counts.size(); kind++) {
      for (int k = 0; k < counts.get(kind); k++) {
        double[] r = numbers("a position", RejectionReason.MISSING_STRUCTURE);
        if (cartesian) {
          atoms.addCartesian(species.get(kind), r[0] * scale[0], r[1] * scale[1], r[2] * scale[2]);
        } else {
          atoms.addFractional(species.get(kind), r[0], r[1], r[2]);
        }
      }
    }
    return atoms.crystal();
  }

  private Lattice lattice() throws AtomListException {
    List<String> words = line("the scale", RejectionReason.MISSING_LATTICE);
    int factors = leadingNumbers(line) >= 3 ? 3 : 1;
    double[] given = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      given[axis] = number("the scale", words, Math.min(axis, factors - 1));
      if (given[axis] == 0 || (factors == 3 && given[axis] < 0)) {
        throw new AtomListException(
            RejectionReason.FLAT_CELL, "line 2: the scale is %s".formatted(given[axis]));
      }
    }
    double[] rows = new double[9];
    for (int row = 0; row < 3; row++) {
      System.arraycopy(
          numbers("a cell vector", RejectionReason.MISSING_LATTICE), 0, rows, 3 * row, 3);
    }
    double volume = -given[0]; // Å³, if this is one
    double factor = volume > 0 ? Math.cbrt(volume / AtomList.volume(rows)) : 0;
    for (int axis = 0; axis < 3; axis++) {
      scale[axis] = volume > 0 ? factor : given[axis];
    }
    for (int k = 0; k < rows.length; k++) {
      rows[k] *= scale[k % 3];
    }
    return AtomList.lattice(rows);
  }

  private List<AtomList.Species> species() throws AtomListException {
    List<String> symbols = line("the elements", RejectionReason.MISSING_STRUCTURE);
    if (symbols.isEmpty()) {
      throw new AtomListException(
          RejectionReason.MISSING_STRUCTURE, "line 6 should be the elements, is blank");
    }
    if (symbols.stream().allMatch(Numbers::isWhole)) {
      throw new AtomListException(
          RejectionReason.UNKNOWN_ELEMENT,
          "line 6 has numbers of atoms and no elements, as VASP 4 wrote it:"
              + " put a line with the elements before it, such as 'Na Cl'");
    }
    List<AtomList.Species> species = new ArrayList<>();
    for (String symbol : symbols) { // Fe_pv and Fe_pv/0a1b name potentials of Fe
      species.add(AtomList.Species.of("line 6", symbol.replaceFirst("[_/].*", "")));
    }
    return species;
  }

  private List<Integer> counts(int kinds) throws AtomListException {
    List<String> words = line("the numbers of atoms", RejectionReason.MISSING_STRUCTURE);
    long numbers = words.stream().takeWhile(Numbers::isWhole).count();
    if (numbers != kinds) {
      throw new AtomListException(
          RejectionReason.MALFORMED_FIELD,
          "line 7 should have %d whole numbers, one for each element of line 6, has %d"
              .formatted(kinds, numbers));
    }
    List<Integer> counts = new ArrayList<>();
    for (String word : words.subList(0, kinds)) {
      long count = Long.parseLong(word);
      AtomList.requireCount(Math.max(count, 1)); // of an element there may be none
      counts.add((int) count);
    }
    return counts;
  }

  private boolean cartesian() throws AtomListException {
    String mode = mode();
    if (mode.startsWith("s")) {
      mode = mode();
    }
    boolean cartesian = mode.startsWith("c") || mode.startsWith("k");
    if (!cartesian && !mode.startsWith("d") && !mode.startsWith("f")) {
      throw new AtomListException(
          RejectionReason.MALFORMED_FIELD,
          "line %d should be Direct or Cartesian, is %s".formatted(number, Numbers.shown(line)));
    }
    return cartesian;
  }

  private String mode() throws AtomListException {
    List<String> words = line("Direct or Cartesian", RejectionReason.MISSING_STRUCTURE);
    return words.isEmpty() ? "" : words.get(0).toLowerCase(Locale.ROOT);
  }

  /** Returns the words of the next line. */
  private List<String> line(String what, RejectionReason missing) throws AtomListException {
    number++;
    if (!lines.hasNext()) {
      throw new AtomListException(
          missing, "the file ends before line %d, which should be %s".formatted(number, what));
    }
    line = lines.next();
    if (line.length() > FrameLines.MAX_LINE) {
      throw FrameLines.tooLong(number);
    }
    return Numbers.words(line);
  }

  /** Returns the three numbers at the beginning of the next line. */
  private double[] numbers(String what, RejectionReason missing) throws AtomListException {
    List<String> words = line(what, missing);
    return new double[] {number(what, words, 0), number(what, words, 1), number(what, words, 2)};
  }

  private double number(String what, List<String> words, int k) throws AtomListException {
    String where = "line %d, number %d of %s".formatted(number, k + 1, what);
    return Numbers.number(where, k < words.size() ? words.get(k) : "");
  }

  private static long leadingNumbers(String line) {
    return Numbers.words(line).stream().takeWhile(Numbers::isNumber).count();
  }
}
