package org.latticework.featurizer.crystal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The content address of a structure: the first 32 hexadecimal digits of the SHA-256 of its
 * lattice, species and coordinates, each number written as a count of 1e-8 (Å for the lattice,
 * cells for the coordinates).
 *
 * <p>Equal for structures whose numbers agree after that rounding: whatever document they came
 * from, whatever digits a parser dropped beyond the eighth decimal, 0.0 or −0.0. Different for
 * everything else, also where the crystal is the same: sites in another order, another origin,
 * another cell of the same lattice, a rotated lattice, a coordinate moved by a whole cell.
 */
public final class StructureHash {
  private static final double UNITS = 1e8; // in 1 Å, or in one cell
  private static final double LARGEST_EXACT = 0x1p53; // from here on doubles are integers

  private StructureHash() {}

  /** Returns the 32 hexadecimal digits. */
  public static String of(Structure structure) {
    StringBuilder text = new StringBuilder(64 * (structure.size() + 3));
    for (double x : structure.lattice().rows()) {
      append(text, x);
    }
    for (int i = 0; i < structure.size(); i++) {
      text.append('\n').append(structure.atomicNumber(i));
      for (int axis = 0; axis < 3; axis++) {
        append(text, structure.fractional(i, axis));
      }
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static void append(StringBuilder text, double x) {
    double units = Math.rint(x * UNITS);
    text.append(' ');
    if (Math.abs(units) < LARGEST_EXACT) {
      text.append((long) units);
    } else {
      text.append(x); // has no eighth decimal left to round
    }
  }
}
