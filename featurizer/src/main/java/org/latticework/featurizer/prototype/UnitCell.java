package org.latticework.featurizer.prototype;

import java.util.Arrays;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Vector3;

/**
 * The primitive cell of a prototype at unit scale: which role sits where.
 *
 * <p>Written down as a textbook does, by conventional axes, a centering and the sites that the
 * centering does not repeat.
 */
public final class UnitCell {
  private final Lattice lattice;
  private final String roles; // the distinct role letters, in alphabetical order
  private final int[] roleOfSite; // N; index into roles
  private final double[] fractional; // 3 N, in [0, 1), of the primitive vectors

  private UnitCell(Lattice lattice, String roles, int[] roleOfSite, double[] fractional) {
    this.lattice = lattice;
    this.roles = roles;
    this.roleOfSite = roleOfSite;
    this.fractional = fractional;
  }

  /** Conventional axes and a centering. */
  record Axes(Lattice conventional, Centering centering) {
    static Axes cubic(Centering centering) {
      return tetragonal(1, centering);
    }

    static Axes tetragonal(double ratio, Centering centering) {
      return new Axes(
          new Lattice(new Vector3(1, 0, 0), new Vector3(0, 1, 0), new Vector3(0, 0, ratio)),
          centering);
    }

    /** Hexagonal axes, γ = 120°; centering R is the obverse setting of a rhombohedral lattice. */
    static Axes hexagonal(double ratio, Centering centering) {
      return new Axes(
          new Lattice(
              new Vector3(1, 0, 0),
              new Vector3(-0.5, Math.sqrt(0.75), 0),
              new Vector3(0, 0, ratio)),
          centering);
    }
  }

  /** Primitive vectors as combinations of the conventional ones. */
  enum Centering {
    P(1, 0, 0, 0, 1, 0, 0, 0, 1),
    I(-0.5, 0.5, 0.5, 0.5, -0.5, 0.5, 0.5, 0.5, -0.5),
    F(0, 0.5, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 0),
    R(2 / 3.0, 1 / 3.0, 1 / 3.0, -1 / 3.0, 1 / 3.0, 1 / 3.0, -1 / 3.0, -2 / 3.0, 1 / 3.0);

    @SuppressWarnings("ImmutableEnumChecker") // immutable, though no annotation says so
    private final Lattice rows;

    Centering(double... rows) {
      this.rows = Lattice.ofRows(rows);
    }

    private Lattice primitive(Lattice conventional) {
      return new Lattice(
          conventional.cartesian(rows.a()),
          conventional.cartesian(rows.b()),
          conventional.cartesian(rows.c()));
    }

    private double[] coordinates(Vector3 place) {
      Vector3 f = Crystal.fractionalOf(place, rows);
      return new double[] {wrapped(f.x()), wrapped(f.y()), wrapped(f.z())};
    }

    private static double wrapped(double component) {
      double inside = component - Math.floor(component);
      return inside > 1 - 1e-9 ? 0 : inside;
    }
  }

  /**
   * Reads a cell.
   *
   * @param text per site a role letter and three coordinates in units of the conventional axes,
   *     decimal or as fractions: {@code "A 0 0 0; X 0 1/2 0.25"}
   */
  static UnitCell of(Axes axes, String text) {
    String[] sites = text.split("; ", -1);
    String[] letters = new String[sites.length];
    double[] fractional = new double[3 * sites.length];
    for (int i = 0; i < sites.length; i++) {
      String[] words = sites[i].split(" ", -1);
      letters[i] = words[0];
      Vector3 place = new Vector3(number(words[1]), number(words[2]), number(words[3]));
      System.arraycopy(axes.centering().coordinates(place), 0, fractional, 3 * i, 3);
    }
    String[] distinct = Arrays.stream(letters).distinct().sorted().toArray(String[]::new);
    String roles = String.join("", distinct);
    int[] roleOfSite = Arrays.stream(letters).mapToInt(roles::indexOf).toArray();
    Lattice lattice = axes.centering().primitive(axes.conventional());
    return new UnitCell(lattice, roles, roleOfSite, fractional);
  }

  private static double number(String word) {
    int slash = word.indexOf('/');
    return slash < 0
        ? Double.parseDouble(word)
        : Double.parseDouble(word.substring(0, slash))
            / Double.parseDouble(word.substring(slash + 1));
  }

  Lattice lattice() {
    return lattice;
  }

  String roles() {
    return roles;
  }

  public int size() {
    return roleOfSite.length;
  }

  int role(int site) {
    return roleOfSite[site];
  }

  public boolean isAnion(int site) {
    return roles.charAt(roleOfSite[site]) >= 'X';
  }

  Vector3 site(int site) {
    return new Vector3(fractional[3 * site], fractional[3 * site + 1], fractional[3 * site + 2]);
  }

  double fractional(int site, int axis) {
    return fractional[3 * site + axis];
  }

  double[] fractionals() {
    return fractional.clone();
  }
}
