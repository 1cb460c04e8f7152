package org.latticework.featurizer.synthetic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.prototype.Crystal;
import org.latticework.featurizer.prototype.Decoration;
import org.latticework.featurizer.prototype.Draws;
import org.latticework.featurizer.prototype.Prototype;
import org.latticework.featurizer.prototype.Species;

/**
 * A composition with the prototypes of its family that suit it: its polymorphs.
 *
 * <p>A composition has one compound only. Where charges tie, the larger cation is A and the smaller
 * anion X; every anion is more electronegative than every cation; several cations take their
 * principal charges. So one structure has one energy, whichever way it was drawn.
 */
final class Compound {
  /** A prototype this far above the compound's best, eV/atom, is left out. */
  private static final double UNSTABLE = 0.8;

  /** A compound this far above its elements, eV/atom, is drawn again. */
  private static final double EXPLOSIVE = 0.6;

  private final List<Decoration> polymorphs;
  private final double lowestEnergy;

  private Compound(List<Decoration> polymorphs, double lowestEnergy) {
    this.polymorphs = List.copyOf(polymorphs);
    this.lowestEnergy = lowestEnergy;
  }

  /** Draws a family, its charges and its species until they make a compound. */
  static Compound draw(Draws draws) {
    while (true) {
      Family family = Family.draw(draws);
      List<Species> species = drawSpecies(family, draws);
      if (isCompound(species)) {
        Compound compound = of(family, species);
        if (compound.lowestEnergy <= EXPLOSIVE) {
          return compound;
        }
      }
    }
  }

  private static List<Species> drawSpecies(Family family, Draws draws) {
    List<Species> species = new ArrayList<>();
    for (int charge : family.charges(draws.below(family.chargeChoices()))) {
      List<Species> candidates = family.candidates(charge);
      // Light anions come first and are common: half of the oxides and chalcogenides are oxides.
      double u = draws.uniform();
      double part = charge < 0 ? u * u : u;
      species.add(candidates.get((int) (part * candidates.size())));
    }
    if (species.size() > 1) {
      order(species, 0);
      order(species, species.size() - 2);
    }
    return species;
  }

  /** Puts two species of equal charge in the order of their roles. */
  private static void order(List<Species> species, int first) {
    Species s = species.get(first);
    Species t = species.get(first + 1);
    boolean swapped = s.isAnion() ? s.radius() > t.radius() : s.radius() < t.radius();
    if (s.charge() == t.charge() && swapped) {
      species.set(first, t);
      species.set(first + 1, s);
    }
  }

  private static boolean isCompound(List<Species> species) {
    Set<Element> elements = new HashSet<>();
    for (Species s : species) {
      elements.add(s.element());
      for (Species t : species) {
        if (s.charge() > 0 && t.isAnion() && s.electronegativity() >= t.electronegativity()) {
          return false;
        }
      }
    }
    return elements.size() == species.size();
  }

  /** Decorates the prototypes of a family with species, given by role. */
  static Compound of(Family family, List<Species> species) {
    List<Decoration> decorations = new ArrayList<>();
    List<Double> energies = new ArrayList<>();
    double lowest = Double.POSITIVE_INFINITY;
    for (Prototype prototype : family.prototypes()) {
      Decoration decoration = new Decoration(prototype, species);
      double energy = FormationEnergy.of(Crystal.ideal(decoration));
      decorations.add(decoration);
      energies.add(energy);
      lowest = Math.min(lowest, energy);
    }
    List<Decoration> polymorphs = new ArrayList<>();
    for (int k = 0; k < decorations.size(); k++) {
      if (energies.get(k) <= lowest + UNSTABLE) {
        polymorphs.add(decorations.get(k));
      }
    }
    return new Compound(polymorphs, lowest);
  }

  /** Returns at least one decoration. */
  List<Decoration> polymorphs() {
    return polymorphs;
  }

  /** Returns the formation energy of the best undistorted polymorph, eV/atom. */
  double lowestEnergy() {
    return lowestEnergy;
  }
}
