package org.latticework.featurizer.synthetic;

import java.util.Map;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.prototype.Bonding;
import org.latticework.featurizer.prototype.Contacts;
import org.latticework.featurizer.prototype.Crystal;
import org.latticework.featurizer.prototype.Decoration;
import org.latticework.featurizer.prototype.Ewald;
import org.latticework.featurizer.prototype.Prototype;
import org.latticework.featurizer.prototype.UnitCell;

/**
 * The synthetic formation energy, eV/atom: a sum of textbook terms with round constants, chosen by
 * hand so that common compounds come out at about the right size and in their known structures.
 *
 * <pre>
 *   ionic:    E = E_Coulomb + E_valence + E_contact + E_coordination + E_nitrogen
 *   metallic: E = −2 f̄ + E_valence + E_packing
 *
 *   E_Coulomb      = −0.75 f̄ (k/a₀) M (1/t − 1/(9 t⁹))          k = 14.399645 eV Å
 *   E_valence      = 1 − exp(−⟨ln²(V_i/|z_i|)⟩ / 2.5)
 *   E_contact      = (0.05/N) Σ exp((r_i + r_j − d_ij) / 0.35 Å)   over nearest anion pairs
 *   E_coordination = ⟨0.5 (1 − f̄) g(n_c − 4) + f̄ g(n_c − n*)⟩      over cations, n_c bonds each
 *                    g(x) = 1 − exp(−(x/4)²),  n* = 2 + 8.5 r_c/r_a
 *   E_nitrogen     = 1.2 × the fraction of nitrogen
 *   E_packing      = w_p (1 − exp(−((G − G_p)/3)²)), less its minimum over p   elements only
 * </pre>
 *
 * <ul>
 *   <li><b>Coulomb</b>: Born and Landé's energy with exponent 9. M = −Σ_ij z_i z_j ψ_ij a₀ / (2 N
 *       ⟨z²⟩) is the prototype's Madelung constant per atom from its Ewald sum ({@link Ewald}),
 *       with formal charges over their root mean square: about one electron moves however large z.
 *       Only the part f̄ of it counts, the mean of Pauling's ionicity 1 − exp(−Δχ²/4) over the
 *       bonds. a₀ is the undistorted lattice parameter, t = (V/V₀)^⅓ the actual stretch; the
 *       minimum is at t = 1.
 *   <li><b>Valence</b>: size mismatch. V_i is the bond valence sum of an atom from its actual
 *       distances ({@link Decoration}); its scatter is the instability index of Salinas-Sanchez et
 *       al., J. Solid State Chem. 100, 201 (1992), on a logarithmic scale, and it follows
 *       Goldschmidt's tolerance factor in a perovskite. The term saturates at 1 eV.
 *   <li><b>Contact</b>: Born and Mayer's repulsion of anions.
 *   <li><b>Coordination</b>: covalent bonds prefer tetrahedra, ionic ones as many anions as the
 *       radius ratio r_c/r_a lets touch the cation, after Pauling's first rule: n* is 5.5 at 0.41,
 *       8.2 at 0.73, where the rule goes from 4 to 6 and from 6 to 8. r_a is the mean over the
 *       anions.
 *   <li><b>Nitrogen</b>: the triple bond of N2 that had to be broken, half of Pauling's correction.
 *   <li><b>Packing</b>: which of its four forms an element of group G prefers; w_p, G_p = 0.3, 10.5
 *       (fcc), 0.3, 5.5 (bcc), 0.3, 3 (hcp), 0.8, 14 (diamond).
 * </ul>
 */
final class FormationEnergy {
  /** e²/(4πε₀), eV Å. */
  private static final double COULOMB = 14.399645;

  private static final double TRANSFER = 0.75;
  private static final double BORN_EXPONENT = 9;
  private static final double VALENCE_RANGE = 2.5;
  private static final double CONTACT = 0.05; // eV
  private static final double CONTACT_RANGE = 0.35; // Å
  private static final double TETRAHEDRAL = 0.5; // eV
  private static final double RADIUS_RATIO = 1; // eV
  private static final double COORDINATION_RANGE = 4; // bonds
  private static final double NITROGEN = 1.2; // eV
  private static final double ALLOYING = 2; // eV
  private static final double PACKING_RANGE = 3; // groups

  private record Packing(double weight, double group) {
    double energy(int actual) {
      double u = (actual - group) / PACKING_RANGE;
      return weight * (1 - StrictMath.exp(-u * u));
    }
  }

  private static final Map<Prototype, Packing> PACKINGS =
      Map.of(
          Prototype.FACE_CENTERED_CUBIC, new Packing(0.3, 10.5),
          Prototype.BODY_CENTERED_CUBIC, new Packing(0.3, 5.5),
          Prototype.HEXAGONAL_CLOSE_PACKED, new Packing(0.3, 3),
          Prototype.DIAMOND, new Packing(0.8, 14));

  private FormationEnergy() {}

  /** Returns the energy of a crystal, eV/atom. */
  static double of(Crystal crystal) {
    Decoration decoration = crystal.decoration();
    double ionicity = decoration.ionicity();
    double energy = valence(crystal);
    if (decoration.prototype().bonding() == Bonding.METALLIC) {
      return energy - ALLOYING * ionicity + packing(decoration);
    }
    return energy
        + ionicity * coulomb(decoration, crystal.stretch())
        + contact(crystal)
        + coordination(decoration, ionicity)
        + nitrogen(decoration);
  }

  private static double coulomb(Decoration decoration, double t) {
    UnitCell cell = decoration.geometry().cell();
    double squares = 0; // N ⟨z²⟩
    for (int i = 0; i < cell.size(); i++) {
      squares += decoration.species(i).charge() * decoration.species(i).charge();
    }
    double madelung = -decoration.geometry().coulombEnergy(decoration.charges()) / squares;
    double t2 = t * t;
    double t9 = t2 * t2 * t2 * t2 * t;
    return -TRANSFER
        * (COULOMB / decoration.scale())
        * madelung
        * (1 / t - 1 / (BORN_EXPONENT * t9));
  }

  private static double valence(Crystal crystal) {
    Decoration decoration = crystal.decoration();
    Contacts bonds = decoration.geometry().bonds();
    int n = decoration.geometry().cell().size();
    double[] valences = new double[crystal.copies() * n];
    for (int copy = 0; copy < crystal.copies(); copy++) {
      for (int k = 0; k < bonds.size(); k++) {
        double length = crystal.length(bonds, k, copy);
        double valence = decoration.bondValence(bonds.from(k), bonds.to(k), length);
        valences[crystal.from(bonds, k, copy)] += valence;
        valences[crystal.to(bonds, k, copy)] += valence;
      }
    }
    double sum = 0;
    for (int i = 0; i < valences.length; i++) {
      double logarithm = StrictMath.log(valences[i] / decoration.expectedValence(i % n));
      sum += logarithm * logarithm;
    }
    return 1 - StrictMath.exp(-sum / valences.length / VALENCE_RANGE);
  }

  private static double contact(Crystal crystal) {
    Decoration decoration = crystal.decoration();
    Contacts anions = decoration.geometry().anionContacts();
    double sum = 0;
    for (int copy = 0; copy < crystal.copies(); copy++) {
      for (int k = 0; k < anions.size(); k++) {
        double overlap =
            decoration.radiusSum(anions.from(k), anions.to(k)) - crystal.length(anions, k, copy);
        sum += StrictMath.exp(overlap / CONTACT_RANGE);
      }
    }
    return CONTACT * sum / (crystal.copies() * decoration.geometry().cell().size());
  }

  private static double coordination(Decoration decoration, double ionicity) {
    UnitCell cell = decoration.geometry().cell();
    double anionRadius = meanAnionRadius(decoration);
    double sum = 0;
    int cations = 0;
    for (int i = 0; i < cell.size(); i++) {
      if (!cell.isAnion(i)) {
        int bonds = decoration.geometry().coordination(i);
        double preferred = 2 + 8.5 * decoration.species(i).radius() / anionRadius;
        sum += (1 - ionicity) * TETRAHEDRAL * misfit(bonds - 4);
        sum += ionicity * RADIUS_RATIO * misfit(bonds - preferred);
        cations++;
      }
    }
    return sum / cations;
  }

  private static double meanAnionRadius(Decoration decoration) {
    UnitCell cell = decoration.geometry().cell();
    double sum = 0;
    int anions = 0;
    for (int i = 0; i < cell.size(); i++) {
      if (cell.isAnion(i)) {
        sum += decoration.species(i).radius();
        anions++;
      }
    }
    return sum / anions;
  }

  private static double misfit(double bonds) {
    double u = bonds / COORDINATION_RANGE;
    return 1 - StrictMath.exp(-u * u);
  }

  private static double nitrogen(Decoration decoration) {
    int n = decoration.geometry().cell().size();
    int nitrogens = 0;
    for (int i = 0; i < n; i++) {
      nitrogens += decoration.species(i).element() == Element.N ? 1 : 0;
    }
    return NITROGEN * nitrogens / n;
  }

  private static double packing(Decoration decoration) {
    if (!PACKINGS.containsKey(decoration.prototype())) {
      return 0;
    }
    int group = decoration.species(0).group();
    double best = PACKINGS.values().stream().mapToDouble(p -> p.energy(group)).min().orElseThrow();
    return PACKINGS.get(decoration.prototype()).energy(group) - best;
  }
}
