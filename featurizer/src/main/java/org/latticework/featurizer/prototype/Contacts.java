package org.latticework.featurizer.prototype;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.latticework.featurizer.crystal.Vector3;

/**
 * Pairs of atoms that touch in a unit cell, each listed once: site {@code from}, site {@code to},
 * the image of the latter in cells, and the distance at unit scale.
 */
public final class Contacts {
  private static final int IMAGES = 3; // enough for the shortest axis of any prototype; tested

  private final int[] from;
  private final int[] to;
  private final int[] images; // 3 per contact
  private final double[] lengths; // at unit scale

  private record Contact(int from, int to, int p, int q, int r) {
    /** Of the two ways to write a pair of equals, returns always the same. */
    Contact canonical() {
      int image = p != 0 ? p : q != 0 ? q : r;
      boolean keep = from != to ? from < to : image > 0;
      return keep ? this : new Contact(to, from, -p, -q, -r);
    }

    double length(UnitCell cell) {
      Vector3 image = new Vector3(p, q, r);
      return cell.lattice()
          .cartesian(cell.site(to).plus(image).plus(cell.site(from).times(-1)))
          .length();
    }
  }

  private Contacts(UnitCell cell, Collection<Contact> contacts) {
    from = contacts.stream().mapToInt(Contact::from).toArray();
    to = contacts.stream().mapToInt(Contact::to).toArray();
    images = contacts.stream().flatMapToInt(c -> IntStream.of(c.p(), c.q(), c.r())).toArray();
    lengths = contacts.stream().mapToDouble(contact -> contact.length(cell)).toArray();
  }

  /**
   * Finds the bonds: from every cation to the nearest anions of each role, or between nearest
   * metals.
   */
  static Contacts bonds(UnitCell cell, Bonding bonding) {
    Set<Contact> found = new LinkedHashSet<>();
    for (int i = 0; i < cell.size(); i++) {
      if (bonding == Bonding.METALLIC) {
        found.addAll(shell(cell, i, j -> true, bonding.reach()));
      } else if (!cell.isAnion(i)) {
        for (int role = 0; role < cell.roles().length(); role++) {
          int wanted = role;
          found.addAll(
              shell(cell, i, j -> cell.isAnion(j) && cell.role(j) == wanted, bonding.reach()));
        }
      }
    }
    return new Contacts(cell, found);
  }

  /** Finds the pairs of nearest anions; none in a metal. */
  static Contacts betweenAnions(UnitCell cell, Bonding bonding) {
    Set<Contact> found = new LinkedHashSet<>();
    for (int i = 0; i < cell.size(); i++) {
      if (bonding == Bonding.IONIC && cell.isAnion(i)) {
        found.addAll(shell(cell, i, cell::isAnion, bonding.reach()));
      }
    }
    return new Contacts(cell, found);
  }

  /** Finds what lies around site i, out to {@code reach} times the shortest distance. */
  private static List<Contact> shell(UnitCell cell, int i, IntPredicate partner, double reach) {
    int side = 2 * IMAGES + 1;
    List<Contact> all = new ArrayList<>();
    for (int j = 0; j < cell.size(); j++) {
      for (int k = 0; partner.test(j) && k < side * side * side; k++) {
        all.add(
            new Contact(
                i, j, k / (side * side) - IMAGES, k / side % side - IMAGES, k % side - IMAGES));
      }
    }
    all.removeIf(contact -> contact.length(cell) < 1e-9);
    double nearest = all.stream().mapToDouble(c -> c.length(cell)).min().orElse(0);
    return all.stream()
        .filter(contact -> contact.length(cell) <= reach * nearest)
        .map(Contact::canonical)
        .toList();
  }

  public int size() {
    return lengths.length;
  }

  public int from(int contact) {
    return from[contact];
  }

  public int to(int contact) {
    return to[contact];
  }

  /** Returns one component of the second site's image, in cells. */
  int image(int contact, int axis) {
    return images[3 * contact + axis];
  }

  /** Returns the distance at unit scale. */
  double length(int contact) {
    return lengths[contact];
  }
}
