package org.latticework.featurizer.prototype;

import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;

/**
 * Coulomb sums over a crystal, after Ewald (Ann. Phys. 369, 253 (1921)).
 *
 * <p>The potential that a unit charge on sublattice j makes at site i, in a uniform background that
 * neutralizes it, splits with a width g into
 *
 * <pre>
 *   ψ_ij = Σ_n erfc(g r) / r + (4π/V) Σ_{G≠0} exp(−G²/4g²) / G² cos(G · r_ij) − π/(V g²) − δ_ij 2g/√π
 * </pre>
 *
 * where r = |r_j + n − r_i| without the term r = 0. The energy of a cell of charges q is ½ Σ_ij q_i
 * q_j ψ_ij; when they add to zero the background drops out. Both sums run until their terms are
 * below 1e-13.
 */
public final class Ewald {
  private static final double REACH = 5.6; // erfc(5.6) and exp(−5.6²) are below 1e-13

  private final Lattice lattice;
  private final double width; // g, 1/Å
  private final int[] images; // cells to visit on each axis, both ways
  private final int[] waves; // reciprocal vectors to visit on each axis, both ways
  private final Vector3[] reciprocal; // rows, 2π included, 1/Å

  private Ewald(Lattice lattice) {
    this.lattice = lattice;
    double volume = lattice.volume();
    width = Math.sqrt(Math.PI) / StrictMath.cbrt(volume);
    double radius = REACH / width;
    // Components of a site vector differ by less than 1, so one more cell is enough.
    images =
        new int[] {
          (int) Math.ceil(radius / lattice.heightA()) + 1,
          (int) Math.ceil(radius / lattice.heightB()) + 1,
          (int) Math.ceil(radius / lattice.heightC()) + 1
        };
    double wave = 2 * width * REACH;
    waves =
        new int[] {
          (int) Math.ceil(wave * lattice.a().length() / (2 * Math.PI)),
          (int) Math.ceil(wave * lattice.b().length() / (2 * Math.PI)),
          (int) Math.ceil(wave * lattice.c().length() / (2 * Math.PI))
        };
    double determinant = lattice.a().dot(lattice.b().cross(lattice.c()));
    double factor = 2 * Math.PI / determinant;
    reciprocal =
        new Vector3[] {
          lattice.b().cross(lattice.c()).times(factor),
          lattice.c().cross(lattice.a()).times(factor),
          lattice.a().cross(lattice.b()).times(factor)
        };
  }

  /**
   * Returns the energy of a cell of point charges.
   *
   * @param charges N charges, e; their sum should be zero
   * @return ½ Σ_ij q_i q_j ψ_ij, e²/Å (times 14.39964 for eV)
   */
  static double energy(Structure structure, double[] charges) {
    double[][] potentials = potentials(structure.lattice(), structure.fractionals());
    double energy = 0;
    for (int i = 0; i < charges.length; i++) {
      for (int j = 0; j < charges.length; j++) {
        energy += charges[i] * charges[j] * potentials[i][j] / 2;
      }
    }
    return energy;
  }

  /**
   * Returns ψ_ij for all pairs of sites.
   *
   * @param fractional 3 N coordinates in units of the cell vectors
   * @return N × N, symmetric, e/Å
   */
  static double[][] potentials(Lattice lattice, double[] fractional) {
    Ewald ewald = new Ewald(lattice);
    int n = fractional.length / 3;
    double[][] potentials = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        Vector3 difference =
            new Vector3(
                reduced(fractional[3 * j] - fractional[3 * i]),
                reduced(fractional[3 * j + 1] - fractional[3 * i + 1]),
                reduced(fractional[3 * j + 2] - fractional[3 * i + 2]));
        double potential = ewald.realSum(difference) + ewald.reciprocalSum(difference);
        potential -= Math.PI / (lattice.volume() * ewald.width * ewald.width);
        potential -= i == j ? 2 * ewald.width / Math.sqrt(Math.PI) : 0;
        potentials[i][j] = potential;
        potentials[j][i] = potential;
      }
    }
    return potentials;
  }

  private static double reduced(double component) {
    return component - Math.rint(component);
  }

  private double realSum(Vector3 difference) {
    double sum = 0;
    for (int p = -images[0]; p <= images[0]; p++) {
      for (int q = -images[1]; q <= images[1]; q++) {
        for (int r = -images[2]; r <= images[2]; r++) {
          double distance = lattice.cartesian(difference.plus(new Vector3(p, q, r))).length();
          if (distance > 1e-9 && distance * width <= REACH) {
            sum += erfc(width * distance) / distance;
          }
        }
      }
    }
    return sum;
  }

  private double reciprocalSum(Vector3 difference) {
    double sum = 0;
    for (int h = -waves[0]; h <= waves[0]; h++) {
      for (int k = -waves[1]; k <= waves[1]; k++) {
        for (int l = -waves[2]; l <= waves[2]; l++) {
          Vector3 wave =
              reciprocal[0].times(h).plus(reciprocal[1].times(k)).plus(reciprocal[2].times(l));
          double exponent = wave.dot(wave) / (4 * width * width);
          if (exponent > 0 && exponent <= REACH * REACH) {
            double phase =
                2 * Math.PI * (h * difference.x() + k * difference.y() + l * difference.z());
            sum += StrictMath.exp(-exponent) / wave.dot(wave) * StrictMath.cos(phase);
          }
        }
      }
    }
    return 4 * Math.PI / lattice.volume() * sum;
  }

  /**
   * The complementary error function of x ≥ 0 to about 1e-14: below 2 by the series of Abramowitz
   * and Stegun 7.1.6, above by their continued fraction 7.1.14 from its 60th level.
   */
  static double erfc(double x) {
    double gauss = StrictMath.exp(-x * x);
    if (x < 2) {
      double term = x;
      double sum = x;
      for (int n = 1; term > 1e-17 * sum; n++) {
        term *= 2 * x * x / (2 * n + 1);
        sum += term;
      }
      return 1 - 2 / Math.sqrt(Math.PI) * gauss * sum;
    }
    double fraction = x;
    for (int n = 60; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return gauss / (Math.sqrt(Math.PI) * fraction);
  }
}
