package org.latticework.trainer.network.cgcnn.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.latticework.trainer.calibration.RankCorrelation;

/** The gates of many edges by distance. */
public final class DistanceGates {
  /** A bin is 0.1 Å wide. */
  public static final int BINS_PER_ANGSTROM = 10;

  /** Bins of fewer edges do not count in a rank correlation. */
  public static final long FEWEST_EDGES = 10;

  /** There is no rank correlation of fewer bins. */
  public static final int FEWEST_BINS = 3;

  private final int convolutions;
  private final Map<Integer, GateTally> bins = new TreeMap<>();
  private final GateTally all;
  private final GateTally bonded;
  private final GateTally others;

  DistanceGates(int convolutions) {
    this.convolutions = convolutions;
    this.all = new GateTally(convolutions);
    this.bonded = new GateTally(convolutions);
    this.others = new GateTally(convolutions);
  }

  /**
   * Adds an edge.
   *
   * @param distance Å
   * @param reach distance of bonds, Å; empty where it is not known, and the edge is in no band
   * @param count how often
   */
  void add(double distance, OptionalDouble reach, long count, EdgeGates gates, int edge) {
    int bin = (int) (distance * BINS_PER_ANGSTROM);
    bins.computeIfAbsent(bin, key -> new GateTally(convolutions)).add(count, gates, edge);
    all.add(count, gates, edge);
    if (reach.isPresent()) {
      (distance <= reach.getAsDouble() ? bonded : others).add(count, gates, edge);
    }
  }

  /** Returns how many edges there are, each as often as it stands for a pair of atoms. */
  public long edges() {
    return all.edges();
  }

  /**
   * Returns the bins that have edges, by distance.
   *
   * @param convolution 0 … T − 1
   */
  public List<GateBin> bins(int convolution) {
    List<GateBin> rows = new ArrayList<>();
    bins.forEach(
        (bin, tally) ->
            rows.add(
                new GateBin(
                    (double) bin / BINS_PER_ANGSTROM,
                    (bin + 1.0) / BINS_PER_ANGSTROM,
                    tally.edges(),
                    tally.mean(convolution))));
    return rows;
  }

  /**
   * Returns the gates at bonding distances and beyond.
   *
   * @param convolution 0 … T − 1
   */
  public GateBands bands(int convolution) {
    return new GateBands(
        bonded.edges(),
        mean(bonded, convolution),
        others.edges(),
        mean(others, convolution),
        rankCorrelation(convolution));
  }

  private static OptionalDouble mean(GateTally tally, int convolution) {
    return tally.edges() == 0 ? OptionalDouble.empty() : OptionalDouble.of(tally.mean(convolution));
  }

  private OptionalDouble rankCorrelation(int convolution) {
    List<GateBin> full =
        bins(convolution).stream().filter(bin -> bin.edges() >= FEWEST_EDGES).toList();
    if (full.size() < FEWEST_BINS) {
      return OptionalDouble.empty();
    }
    double correlation =
        RankCorrelation.of(
            full.stream().mapToDouble(GateBin::middle).toArray(),
            full.stream().mapToDouble(GateBin::gate).toArray());
    return Double.isNaN(correlation) ? OptionalDouble.empty() : OptionalDouble.of(correlation);
  }
}
