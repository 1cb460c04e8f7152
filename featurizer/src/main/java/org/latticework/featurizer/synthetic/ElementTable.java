package org.latticework.featurizer.synthetic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.prototype.Species;

/**
 * The elements of the generator: mass, electronegativity, radii.
 *
 * <ul>
 *   <li>Masses, u: abridged standard atomic weights of IUPAC.
 *   <li>Electronegativities: Pauling's scale as revised by Allred, J. Inorg. Nucl. Chem. 17, 215
 *       (1961), with the usual later additions; Eu, Tb, Yb are interpolated between neighbors.
 *   <li>Ionic radii, Å: effective radii for six neighbors of Shannon, Acta Cryst. A 32, 751 (1976),
 *       high spin where there is a choice. He has none for the anions of groups 14 and 15 but
 *       nitrogen (four neighbors): these are fitted to the bond lengths of GaP, GaAs, GaSb, of
 *       Mg2Si, Mg2Ge, Mg2Sn and of TiC; bismuth's is extrapolated.
 *   <li>Metallic radii, Å, for twelve neighbors: after Wells, Structural Inorganic Chemistry, 5th
 *       ed. (1984), rounded (tables differ by up to 0.1 for Mn, Zn, Ga, Ce); those of C, Si, Ge, Sn
 *       reproduce the bond of the diamond form.
 * </ul>
 */
final class ElementTable {
  // Symbol, mass, electronegativity, group, metallic radius, ionic radius by charge: first the one
  // an element has in compounds of several cations.
  private static final String TABLE =
      """
      Li 6.94 0.98 1 1.57 1:0.76
      Be 9.012 1.57 2 1.12 2:0.45
      C 12.011 2.55 14 0.913 -4:1.56
      N 14.007 3.04 15 - -3:1.46
      O 15.999 3.44 16 - -2:1.40
      F 18.998 3.98 17 - -1:1.33
      Na 22.990 0.93 1 1.91 1:1.02
      Mg 24.305 1.31 2 1.60 2:0.72
      Al 26.982 1.61 13 1.43 3:0.535
      Si 28.085 1.90 14 1.318 4:0.40 -4:2.18
      P 30.974 2.19 15 - -3:1.89
      S 32.06 2.58 16 - -2:1.84
      Cl 35.45 3.16 17 - -1:1.81
      K 39.098 0.82 1 2.35 1:1.38
      Ca 40.078 1.00 2 1.97 2:1.00
      Sc 44.956 1.36 3 1.64 3:0.745
      Ti 47.867 1.54 4 1.47 4:0.605 3:0.67 2:0.86
      V 50.942 1.63 5 1.35 3:0.64 2:0.79 4:0.58
      Cr 51.996 1.66 6 1.29 3:0.615 2:0.80 4:0.55
      Mn 54.938 1.55 7 1.37 2:0.83 3:0.645 4:0.53
      Fe 55.845 1.83 8 1.26 3:0.645 2:0.78
      Co 58.933 1.88 9 1.25 2:0.745 3:0.61
      Ni 58.693 1.91 10 1.25 2:0.69 3:0.60
      Cu 63.546 1.90 11 1.28 1:0.77 2:0.73
      Zn 65.38 1.65 12 1.37 2:0.74
      Ga 69.723 1.81 13 1.53 3:0.62
      Ge 72.630 2.01 14 1.368 4:0.53 -4:2.19
      As 74.922 2.18 15 - -3:1.98
      Se 78.971 2.55 16 - -2:1.98
      Br 79.904 2.96 17 - -1:1.96
      Rb 85.468 0.82 1 2.50 1:1.52
      Sr 87.62 0.95 2 2.15 2:1.18
      Y 88.906 1.22 3 1.82 3:0.90
      Zr 91.224 1.33 4 1.60 4:0.72
      Nb 92.906 1.60 5 1.47 5:0.64 4:0.68
      Mo 95.95 2.16 6 1.40 6:0.59 4:0.65
      Ru 101.07 2.20 8 1.34 4:0.62 3:0.68
      Rh 102.91 2.28 9 1.34 3:0.665 4:0.60
      Pd 106.42 2.20 10 1.37 2:0.86 4:0.615
      Ag 107.87 1.93 11 1.44 1:1.15
      Cd 112.41 1.69 12 1.52 2:0.95
      In 114.82 1.78 13 1.67 3:0.80
      Sn 118.71 1.96 14 1.548 4:0.69 -4:2.36
      Sb 121.76 2.05 15 - 5:0.60 3:0.76 -3:2.17
      Te 127.60 2.10 16 - 4:0.97 -2:2.21
      I 126.90 2.66 17 - -1:2.20
      Cs 132.91 0.79 1 2.72 1:1.67
      Ba 137.33 0.89 2 2.24 2:1.35
      La 138.91 1.10 3 1.88 3:1.032
      Ce 140.12 1.12 3 1.82 4:0.87 3:1.01
      Pr 140.91 1.13 3 1.83 3:0.99
      Nd 144.24 1.14 3 1.82 3:0.983
      Sm 150.36 1.17 3 1.81 3:0.958
      Eu 151.96 1.20 3 2.04 2:1.17 3:0.947
      Gd 157.25 1.20 3 1.80 3:0.938
      Tb 158.93 1.21 3 1.78 3:0.923
      Dy 162.50 1.22 3 1.77 3:0.912
      Ho 164.93 1.23 3 1.77 3:0.901
      Er 167.26 1.24 3 1.76 3:0.89
      Yb 173.05 1.26 3 1.94 3:0.868 2:1.02
      Lu 174.97 1.27 3 1.73 3:0.861
      Hf 178.49 1.30 4 1.59 4:0.71
      Ta 180.95 1.50 5 1.47 5:0.64 4:0.68
      W 183.84 2.36 6 1.41 6:0.60 4:0.66
      Re 186.21 1.90 7 1.37 6:0.55 4:0.63
      Os 190.23 2.20 8 1.35 4:0.63
      Ir 192.22 2.20 9 1.36 4:0.625 3:0.68
      Pt 195.08 2.28 10 1.39 4:0.625
      Au 196.97 2.54 11 1.44 1:1.37
      Hg 200.59 2.00 12 1.55 2:1.02
      Tl 204.38 1.62 13 1.71 1:1.50 3:0.885
      Pb 207.2 2.33 14 1.75 2:1.19 4:0.775
      Bi 208.98 2.02 15 - 3:1.03 -3:2.30
      Th 232.04 1.30 3 1.80 4:0.94
      U 238.03 1.38 3 1.56 4:0.89 6:0.73
      """;

  private static final Map<Element, Double> MASSES = new HashMap<>();
  private static final List<Species> SPECIES = new ArrayList<>();

  static {
    TABLE.lines().forEach(ElementTable::read);
  }

  private ElementTable() {}

  private static void read(String line) {
    String[] words = line.split(" ", -1);
    Element element = Element.valueOf(words[0]);
    MASSES.put(element, Double.valueOf(words[1]));
    double chi = Double.parseDouble(words[2]);
    int group = Integer.parseInt(words[3]);
    if (!words[4].equals("-")) {
      SPECIES.add(new Species(element, 0, Double.parseDouble(words[4]), chi, group, true));
    }
    for (int k = 5; k < words.length; k++) {
      String[] ion = words[k].split(":", -1);
      int charge = Integer.parseInt(ion[0]);
      boolean principal = k == 5 || charge < 0;
      SPECIES.add(new Species(element, charge, Double.parseDouble(ion[1]), chi, group, principal));
    }
  }

  /** Returns the mass of an atom, u. */
  static double mass(Element element) {
    Double mass = MASSES.get(element);
    if (mass == null) {
      throw new NoSuchElementException("The generator does not know " + element.symbol());
    }
    return mass;
  }

  /** Returns every charge state of every element, in the order of the table. */
  static List<Species> species() {
    return List.copyOf(SPECIES);
  }
}
