package org.latticework.featurizer.fingerprint;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.neighbor.NeighborList;
import org.latticework.featurizer.neighbor.NeighborSearch;

/** Makes fingerprints. Without state: one may serve many threads. */
public final class FingerprintBuilder implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double EQUAL = 1e-3; // Å; far below what tells crystals apart
  private static final int FIRST_GUESS = 2 * Fingerprint.NEIGHBORS;

  private final NeighborSearch search = new NeighborSearch(NeighborSearch.LARGEST_CUTOFF);

  /**
   * Makes the fingerprint of a crystal.
   *
   * @throws org.latticework.featurizer.neighbor.CoincidentSitesException if two sites are at the
   *     same place
   * @throws org.latticework.featurizer.neighbor.UnsearchableCellException if the cell is so large,
   *     thin or empty that its neighbors cannot be searched
   */
  public Fingerprint build(Structure structure) {
    int[] elements = Arrays.stream(structure.atomicNumbers()).sorted().distinct().toArray();
    int[] places = places(structure, elements);
    int[] amounts = amounts(places, elements.length, structure.composition().formulaUnits());
    int[] counts = Fingerprint.neighborsOf(amounts);
    NeighborList neighbors = enough(structure, places, counts);
    List<List<Row>> rows = new ArrayList<>();
    for (int e = 0; e < elements.length; e++) {
      rows.add(new ArrayList<>());
    }
    float[] means = new float[elements.length * MeanDistances.NEIGHBORS];
    int[] atoms = new int[elements.length];
    for (int i = 0; i < structure.size(); i++) {
      add(rows.get(places[i]), row(neighbors, i, places, counts));
      atoms[places[i]]++;
      for (int k = 0; k < MeanDistances.NEIGHBORS; k++) {
        means[places[i] * MeanDistances.NEIGHBORS + k] +=
            (float) neighbors.distance(neighbors.offset(i) + k);
      }
    }
    for (int k = 0; k < means.length; k++) {
      means[k] /= atoms[k / MeanDistances.NEIGHBORS];
    }
    double volume = structure.lattice().volume() / structure.size();
    return collected(elements, amounts, volume, rows, structure.size(), means);
  }

  private static int[] places(Structure structure, int[] elements) {
    int[] places = new int[structure.size()];
    Arrays.setAll(places, i -> Arrays.binarySearch(elements, structure.atomicNumber(i)));
    return places;
  }

  private static int[] amounts(int[] places, int elements, int formulaUnits) {
    int[] amounts = new int[elements];
    for (int place : places) {
      amounts[place]++;
    }
    for (int e = 0; e < elements; e++) {
      amounts[e] /= formulaUnits;
    }
    return amounts;
  }

  /** Searches for so many neighbors that those of every element are among them. */
  private NeighborList enough(Structure structure, int[] places, int[] counts) {
    int wanted = FIRST_GUESS;
    NeighborList neighbors = search.nearest(structure, wanted);
    while (!hasAll(neighbors, places, counts)) {
      wanted *= 2;
      neighbors = search.nearest(structure, wanted);
    }
    return neighbors;
  }

  private static boolean hasAll(NeighborList neighbors, int[] places, int[] counts) {
    int[] left = new int[counts.length];
    for (int i = 0; i < neighbors.atoms(); i++) {
      System.arraycopy(counts, 0, left, 0, counts.length);
      for (int p = neighbors.offset(i); p < neighbors.offset(i + 1); p++) {
        left[places[neighbors.neighbor(p)]]--;
      }
      for (int missing : left) {
        if (missing > 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static float[] row(NeighborList neighbors, int atom, int[] places, int[] counts) {
    int[] next = new int[counts.length];
    int[] ends = new int[counts.length];
    int length = 0;
    for (int e = 0; e < counts.length; e++) {
      next[e] = length;
      length += counts[e];
      ends[e] = length;
    }
    float[] row = new float[length];
    for (int p = neighbors.offset(atom); p < neighbors.offset(atom + 1); p++) {
      int element = places[neighbors.neighbor(p)];
      if (next[element] < ends[element]) {
        row[next[element]++] = (float) neighbors.distance(p);
      }
    }
    for (int e = 0; e < counts.length; e++) {
      Arrays.sort(row, ends[e] - counts[e], ends[e]); // the search ranks by rounded distances
    }
    return row;
  }

  private static void add(List<Row> rows, float[] distances) {
    for (Row row : rows) {
      if (row.isEqual(distances)) {
        row.atoms++;
        return;
      }
    }
    rows.add(new Row(distances));
  }

  private static Fingerprint collected(
      int[] elements,
      int[] amounts,
      double volume,
      List<List<Row>> rows,
      int atoms,
      float[] means) {
    int count = rows.stream().mapToInt(List::size).sum();
    int length = rows.get(0).get(0).distances.length;
    int[] rowElements = new int[count];
    double[] weights = new double[count];
    float[] distances = new float[count * length];
    int r = 0;
    for (int e = 0; e < rows.size(); e++) {
      for (Row row : rows.get(e)) {
        rowElements[r] = e;
        weights[r] = (double) row.atoms / atoms;
        System.arraycopy(row.distances, 0, distances, r * length, length);
        r++;
      }
    }
    return new Fingerprint(elements, amounts, volume, rowElements, weights, distances, means);
  }

  /** A row, and how many atoms have it. */
  private static final class Row {
    private final float[] distances;
    private int atoms = 1;

    Row(float[] distances) {
      this.distances = distances;
    }

    boolean isEqual(float[] others) {
      for (int k = 0; k < others.length; k++) {
        if (!(Math.abs(distances[k] - others[k]) <= EQUAL)) {
          return false;
        }
      }
      return true;
    }
  }
}
