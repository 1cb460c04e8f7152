package org.latticework.pipeline.ingest.cif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;
import org.latticework.pipeline.ingest.cifvalue.CifException;
import org.latticework.pipeline.ingest.cifvalue.CifFault;
import org.latticework.pipeline.ingest.cifvalue.SymmetryOperation;

/**
 * Fills a cell with the images of listed sites. Images of one site that meet are one atom; atoms of
 * different sites that meet are a fault. A hash of boxes makes this linear in the number of atoms.
 */
final class CifCell {
  /** Atoms closer than this cannot be two, Å. */
  static final double MIN_DISTANCE = 0.1;

  private static final double MERGE_DISTANCE = 1e-3; // Å

  private final Lattice lattice;
  private final SymmetryOperations operations;
  private final long[] boxes; // 3: along a, b, c; each at least MIN_DISTANCE high
  private final Map<Long, List<Integer>> atomsByBox = new HashMap<>();
  private final List<ListedSite> origins = new ArrayList<>(); // N: which site an atom came from
  private final List<Vector3> positions = new ArrayList<>(); // N: in [0, 1)

  CifCell(Lattice lattice, SymmetryOperations operations) {
    this.lattice = lattice;
    this.operations = operations;
    this.boxes =
        new long[] {
          (long) (lattice.heightA() / MIN_DISTANCE),
          (long) (lattice.heightB() / MIN_DISTANCE),
          (long) (lattice.heightC() / MIN_DISTANCE)
        };
  }

  /**
   * Adds all images of a site.
   *
   * @throws CifException if one comes closer than 0.1 Å to another atom without being the same, or
   *     there are more than 20,000 atoms
   */
  void add(ListedSite site) throws CifException {
    int first = positions.size();
    for (SymmetryOperation operation : operations.all()) {
      Vector3 image = wrapped(operation.apply(site.fractional()));
      if (!isListed(image, first)) {
        requireRoom(site, image);
        if (positions.size() == CifCrystal.MAX_SITES) {
          throw tooManySites();
        }
        atomsByBox
            .computeIfAbsent(boxOf(image, 0, 0, 0), box -> new ArrayList<>())
            .add(positions.size());
        origins.add(site);
        positions.add(image);
      }
    }
  }

  Structure structure() {
    int[] atomicNumbers = new int[positions.size()];
    double[] fractional = new double[3 * positions.size()];
    for (int i = 0; i < atomicNumbers.length; i++) {
      atomicNumbers[i] = origins.get(i).symbol().element().atomicNumber();
      fractional[3 * i] = positions.get(i).x();
      fractional[3 * i + 1] = positions.get(i).y();
      fractional[3 * i + 2] = positions.get(i).z();
    }
    return new Structure(lattice, atomicNumbers, fractional);
  }

  int deuteriumSites() {
    return (int) origins.stream().filter(site -> site.symbol().deuterium()).count();
  }

  static CifException tooManySites() {
    return new CifException(
        CifFault.TOO_MANY_SITES, "The cell has more than %d sites".formatted(CifCrystal.MAX_SITES));
  }

  private boolean isListed(Vector3 image, int first) {
    for (int i = first; i < positions.size(); i++) {
      if (distance(positions.get(i), image) <= MERGE_DISTANCE) {
        return true;
      }
    }
    return false;
  }

  private void requireRoom(ListedSite site, Vector3 image) throws CifException {
    for (int box = 0; box < 27; box++) {
      long key = boxOf(image, box / 9 - 1, box / 3 % 3 - 1, box % 3 - 1);
      for (int other : atomsByBox.getOrDefault(key, List.of())) {
        double distance = distance(positions.get(other), image);
        if (distance < MIN_DISTANCE) {
          throw coincident(site, origins.get(other), distance);
        }
      }
    }
  }

  private static CifException coincident(ListedSite site, ListedSite other, double distance) {
    boolean sameElement = site.symbol().element() == other.symbol().element();
    return new CifException(
        sameElement ? CifFault.COINCIDENT_SITES : CifFault.PARTIAL_OCCUPANCY,
        "site %s: an image of it is %.4f Å from one of site %s, need at least %s Å"
            .formatted(site.name(), distance, other.name(), MIN_DISTANCE));
  }

  /**
   * Returns the shortest distance between images of two positions, Å, if it is under half of the
   * cell's smallest height; else one that is no shorter than that half.
   */
  private double distance(Vector3 f, Vector3 g) {
    double x = f.x() - g.x();
    double y = f.y() - g.y();
    double z = f.z() - g.z();
    return lattice
        .cartesian(new Vector3(x - Math.rint(x), y - Math.rint(y), z - Math.rint(z)))
        .length();
  }

  private long boxOf(Vector3 f, int da, int db, int dc) {
    long a = Math.floorMod((long) (f.x() * boxes[0]) + da, boxes[0]);
    long b = Math.floorMod((long) (f.y() * boxes[1]) + db, boxes[1]);
    long c = Math.floorMod((long) (f.z() * boxes[2]) + dc, boxes[2]);
    return (a * boxes[1] + b) * boxes[2] + c;
  }

  private static Vector3 wrapped(Vector3 f) {
    return new Vector3(wrapped(f.x()), wrapped(f.y()), wrapped(f.z()));
  }

  private static double wrapped(double x) {
    double inside = x - Math.floor(x);
    return inside < 1 ? inside : 0; // −1e-17 rounds up to 1
  }
}
