package org.latticework.trainer.program.nd4j.pass;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Knots;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.rows.RowCounts;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The rows of a batch as ND4J's operations need them, each made when it is first asked for. */
public final class BatchRows implements AutoCloseable {
  private final HostGraph graph;
  private final Scratch scratch;
  private final int knotRows;
  private final boolean plain;
  private final Map<Place, PlaceRows> places = new EnumMap<>(Place.class);
  private final Map<Place, Optional<INDArray>> times = new EnumMap<>(Place.class);
  private final Map<Place, INDArray> shares = new EnumMap<>(Place.class);
  private final Map<Domain, RowCounts> counts = new EnumMap<>(Domain.class);
  private final Map<Integer, PlaceRows> elements = new HashMap<>(); // by rows of a table
  private Optional<PlaceRows> knots = Optional.empty();

  /**
   * Begins a batch.
   *
   * @param knotRows rows of values of knots; 0 where there are none
   */
  public BatchRows(HostGraph graph, int knotRows, Scratch scratch) {
    this.graph = graph;
    this.scratch = scratch;
    this.knotRows = knotRows;
    this.plain = graph.isPlain();
  }

  public HostGraph graph() {
    return graph;
  }

  /** Returns how many rows a domain has. */
  public int count(Domain domain) {
    return domain == Domain.KNOT ? knotRows : graph.rows(domain);
  }

  public PlaceRows at(Place place) {
    return places.computeIfAbsent(place, p -> new PlaceRows(graph.owners(p), graph.rows(p.to())));
  }

  /** Returns how often each row counts in the sum at its place, n × 1; empty where once. */
  public Optional<INDArray> times(Place place) {
    return times.computeIfAbsent(
        place,
        p ->
            plain
                ? Optional.empty()
                : Optional.of(
                    column("times " + p, Arrays.stream(graph.counts(p)).asDoubleStream())));
  }

  /** Returns one over how many rows count at each place, a column; 0 where none does. */
  public INDArray shares(Place place) {
    return shares.computeIfAbsent(place, this::madeShares);
  }

  private INDArray madeShares(Place place) {
    double[] sums = new double[graph.rows(place.to())];
    int[] owners = graph.owners(place);
    int[] counted = graph.counts(place);
    for (int row = 0; row < owners.length; row++) {
      sums[owners[row]] += counted[row];
    }
    return column("shares " + place, Arrays.stream(sums).map(sum -> sum == 0 ? 0 : 1 / sum));
  }

  /** Returns how many rows each row of a domain stands for. */
  public RowCounts counts(Domain domain) {
    return counts.computeIfAbsent(
        domain,
        d -> {
          if (plain || d == Domain.KNOT) {
            return new RowCounts(Optional.empty(), count(d));
          }
          int[] numbers = graph.counts(d);
          return new RowCounts(
              Optional.of(column("counts " + d, Arrays.stream(numbers).asDoubleStream())),
              Arrays.stream(numbers).asLongStream().sum());
        });
  }

  private INDArray column(String name, DoubleStream numbers) {
    double[] all = numbers.toArray();
    INDArray column = scratch.matrix(name, all.length, 1);
    Scratch.write(all, column);
    return column;
  }

  /**
   * Returns the atoms by their elements, in a table that begins with hydrogen.
   *
   * @throws IllegalArgumentException if an element has no row in it
   */
  public PlaceRows byElement(int tableRows) {
    return elements.computeIfAbsent(
        tableRows,
        size -> {
          int[] owners = new int[graph.rows(Domain.ATOM)];
          graph.batch().readElements(size, owners);
          return new PlaceRows(owners, size);
        });
  }

  /** Returns the edges by the first of their four knots, of all knots but the last three. */
  public PlaceRows byKnot(Knots table) {
    if (knots.isEmpty()) {
      int[] first = Arrays.stream(graph.distances()).mapToInt(table::first).toArray();
      knots = Optional.of(new PlaceRows(first, table.rows() - 3));
      writeFactors(table);
    }
    return knots.get();
  }

  private void writeFactors(Knots table) {
    double[] distances = graph.distances();
    double[] all = new double[4 * distances.length];
    double[] four = new double[4];
    for (int e = 0; e < distances.length; e++) {
      table.factors(distances[e], four);
      for (int k = 0; k < 4; k++) {
        all[k * distances.length + e] = four[k];
      }
    }
    IntStream.range(0, 4)
        .forEach(
            k ->
                Scratch.write(
                    Arrays.copyOfRange(all, k * distances.length, (k + 1) * distances.length),
                    factor(k)));
  }

  /** Returns what the k-th of an edge's four knots is multiplied by, E × 1. */
  public INDArray factor(int k) {
    return scratch.matrix("knot factor " + k, count(Domain.EDGE), 1);
  }

  @Override
  public void close() {
    places.values().forEach(PlaceRows::close);
    elements.values().forEach(PlaceRows::close);
    knots.ifPresent(PlaceRows::close);
  }
}
