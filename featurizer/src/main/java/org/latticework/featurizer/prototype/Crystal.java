package org.latticework.featurizer.prototype;

import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;

/**
 * A decorated prototype as it came out: repeated, strained, each atom displaced a little.
 *
 * <p>Site i of copy m of the unit cell is site m · n + i, n sites in a unit cell.
 */
public final class Crystal {
  private final Decoration decoration;
  private final int[] repeats; // along a, b, c
  private final Lattice lattice; // of one unit cell, strained, Å
  private final double[] displacements; // 3 N, Cartesian, Å
  private final double stretch;

  private Crystal(Decoration decoration, int[] repeats, Lattice lattice, double[] displacements) {
    this.decoration = decoration;
    this.repeats = repeats;
    this.lattice = lattice;
    this.displacements = displacements;
    double ideal = decoration.geometry().cell().lattice().volume();
    stretch = StrictMath.cbrt(lattice.volume() / ideal) / decoration.scale();
  }

  /** Returns one undistorted unit cell. */
  public static Crystal ideal(Decoration decoration) {
    UnitCell cell = decoration.geometry().cell();
    return new Crystal(
        decoration,
        new int[] {1, 1, 1},
        scaled(cell.lattice(), decoration.scale()),
        new double[3 * cell.size()]);
  }

  private static Lattice scaled(Lattice lattice, double factor) {
    return new Lattice(
        lattice.a().times(factor), lattice.b().times(factor), lattice.c().times(factor));
  }

  /**
   * Returns a distorted supercell: the cell vectors times 1 + ε, ε symmetric, and every Cartesian
   * component of every atom moved.
   *
   * @param repeats unit cells along a, b and c
   * @param strain largest component of ε
   * @param displacement largest component of a move, in units of the shortest bond
   */
  public static Crystal distorted(
      Decoration decoration, int[] repeats, double strain, double displacement, Draws draws) {
    double xx = 1 + strain * draws.symmetric();
    double yy = 1 + strain * draws.symmetric();
    double zz = 1 + strain * draws.symmetric();
    double xy = strain * draws.symmetric() / 2;
    double yz = strain * draws.symmetric() / 2;
    double zx = strain * draws.symmetric() / 2;
    Lattice deformation = Lattice.ofRows(new double[] {xx, xy, zx, xy, yy, yz, zx, yz, zz});
    Lattice ideal = scaled(decoration.geometry().cell().lattice(), decoration.scale());
    Lattice strained =
        new Lattice(
            deformation.cartesian(ideal.a()),
            deformation.cartesian(ideal.b()),
            deformation.cartesian(ideal.c()));
    int copies = repeats[0] * repeats[1] * repeats[2];
    double[] displacements = new double[3 * copies * decoration.geometry().cell().size()];
    double largest = displacement * decoration.geometry().shortestBond() * decoration.scale();
    for (int k = 0; k < displacements.length; k++) {
      displacements[k] = largest * draws.symmetric();
    }
    return new Crystal(decoration, repeats.clone(), strained, displacements);
  }

  public Decoration decoration() {
    return decoration;
  }

  /** Returns t = (V/V₀)^⅓, V₀ the undistorted volume. */
  public double stretch() {
    return stretch;
  }

  /** Returns the number of unit cells. */
  public int copies() {
    return repeats[0] * repeats[1] * repeats[2];
  }

  /** Returns the site at which a contact of one copy of the unit cell begins. */
  public int from(Contacts contacts, int contact, int copy) {
    return copy * decoration.geometry().cell().size() + contacts.from(contact);
  }

  /** Returns the site at which a contact of one copy of the unit cell ends. */
  public int to(Contacts contacts, int contact, int copy) {
    int b = repeats[1];
    int c = repeats[2];
    int p = Math.floorMod(copy / (b * c) + contacts.image(contact, 0), repeats[0]);
    int q = Math.floorMod(copy / c % b + contacts.image(contact, 1), b);
    int r = Math.floorMod(copy % c + contacts.image(contact, 2), c);
    int target = (p * b + q) * c + r;
    return target * decoration.geometry().cell().size() + contacts.to(contact);
  }

  /** Returns the length of a contact of one copy of the unit cell, Å. */
  public double length(Contacts contacts, int contact, int copy) {
    int i = 3 * from(contacts, contact, copy);
    int j = 3 * to(contacts, contact, copy);
    UnitCell cell = decoration.geometry().cell();
    int start = contacts.from(contact);
    int end = contacts.to(contact);
    double u = cell.fractional(end, 0) - cell.fractional(start, 0) + contacts.image(contact, 0);
    double v = cell.fractional(end, 1) - cell.fractional(start, 1) + contacts.image(contact, 1);
    double w = cell.fractional(end, 2) - cell.fractional(start, 2) + contacts.image(contact, 2);
    double x = lattice.a().x() * u + lattice.b().x() * v + lattice.c().x() * w;
    double y = lattice.a().y() * u + lattice.b().y() * v + lattice.c().y() * w;
    double z = lattice.a().z() * u + lattice.b().z() * v + lattice.c().z() * w;
    x += displacements[j] - displacements[i];
    y += displacements[j + 1] - displacements[i + 1];
    z += displacements[j + 2] - displacements[i + 2];
    return Math.sqrt(x * x + y * y + z * z);
  }

  /** Returns the supercell with its elements. */
  public Structure structure() {
    UnitCell cell = decoration.geometry().cell();
    Lattice supercell =
        new Lattice(
            lattice.a().times(repeats[0]),
            lattice.b().times(repeats[1]),
            lattice.c().times(repeats[2]));
    int n = cell.size();
    int[] numbers = new int[copies() * n];
    double[] fractional = new double[3 * numbers.length];
    for (int site = 0; site < numbers.length; site++) {
      int copy = site / n;
      int p = copy / (repeats[1] * repeats[2]);
      int q = copy / repeats[2] % repeats[1];
      int r = copy % repeats[2];
      numbers[site] = decoration.species(site % n).element().atomicNumber();
      Vector3 place = cell.site(site % n).plus(new Vector3(p, q, r));
      Vector3 moved = fractionalOf(displacement(site), lattice);
      fractional[3 * site] = (place.x() + moved.x()) / repeats[0];
      fractional[3 * site + 1] = (place.y() + moved.y()) / repeats[1];
      fractional[3 * site + 2] = (place.z() + moved.z()) / repeats[2];
    }
    return new Structure(supercell, numbers, fractional);
  }

  private Vector3 displacement(int site) {
    return new Vector3(
        displacements[3 * site], displacements[3 * site + 1], displacements[3 * site + 2]);
  }

  /** Solves v = f · rows for f by Cramer's rule. */
  static Vector3 fractionalOf(Vector3 v, Lattice rows) {
    double determinant = rows.a().dot(rows.b().cross(rows.c()));
    return new Vector3(
        v.dot(rows.b().cross(rows.c())) / determinant,
        v.dot(rows.c().cross(rows.a())) / determinant,
        v.dot(rows.a().cross(rows.b())) / determinant);
  }
}
