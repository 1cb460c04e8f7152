package org.latticework.featurizer.neighbor;

/** What lies within one radius of the atoms of a cell, each asked for in turn. */
final class Surroundings {
  private static final double SLACK = 1e-6; // Å; candidates are found by less exact arithmetic

  private final WrappedCell cell;
  private final double radius;
  private final ImageAtoms images;
  private final ImageGrid grid;
  private final int[] found; // M + 1
  private final double[] distances; // M; Å; of the images found last
  private final RankedKeys keys;

  Surroundings(WrappedCell cell, double radius) {
    this.cell = cell;
    this.radius = radius;
    images = new ImageAtoms(cell, radius + SLACK);
    grid = new ImageGrid(images, radius + SLACK, cell.atoms());
    found = new int[images.count() + 1];
    distances = new double[images.count()];
    keys = new RankedKeys(radius);
  }

  double radius() {
    return radius;
  }

  /** Returns the N atoms in an order in which each finds much of its surroundings in the cache. */
  int[] centers() {
    int[] centers = new int[cell.atoms()];
    int next = 0;
    for (int place = 0; place < images.count(); place++) {
      int id = grid.image(place);
      if (images.image(id, 0) == 0 && images.image(id, 1) == 0 && images.image(id, 2) == 0) {
        centers[next++] = images.atom(id);
      }
    }
    return centers;
  }

  /** Finds the neighbors of an atom and sorts them by the tie rule. */
  void visit(int center) {
    int candidates =
        grid.find(
            cell.cartesian(center, 0), cell.cartesian(center, 1), cell.cartesian(center, 2), found);
    keys.clear(candidates);
    for (int k = 0; k < candidates; k++) {
      int id = found[k];
      int atom = images.atom(id);
      int a = images.image(id, 0);
      int b = images.image(id, 1);
      int c = images.image(id, 2);
      double distance = cell.distance(center, atom, a, b, c);
      boolean itself = atom == center && a == 0 && b == 0 && c == 0;
      if (distance <= radius && !itself) {
        distances[id] = distance;
        keys.add(distance, id);
      }
    }
    keys.sort();
  }

  /** Returns whether what is wanted of the atom visited last is the same in any larger radius. */
  boolean settles(Nearest nearest) {
    return nearest.settledBy(keys, radius);
  }

  /** Returns how many neighbors of the atom visited last are wanted. */
  int first(Nearest nearest) {
    return nearest.first(keys);
  }

  /** Adds the first neighbors of the atom visited last. */
  void copy(int center, int first, NeighborList.Builder pairs) {
    pairs.begin(center, first);
    for (int k = 0; k < first; k++) {
      int id = keys.image(k);
      int atom = images.atom(id);
      double distance = distances[id];
      if (distance < NeighborSearch.COINCIDENCE) {
        throw new CoincidentSitesException(cell.structure(), center, atom, distance);
      }
      pairs.add(
          atom,
          images.image(id, 0) + cell.shift(center, 0) - cell.shift(atom, 0),
          images.image(id, 1) + cell.shift(center, 1) - cell.shift(atom, 1),
          images.image(id, 2) + cell.shift(center, 2) - cell.shift(atom, 2),
          distance);
    }
  }
}
