package org.latticework.pipeline.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.pipeline.table.GraphArrays;

/** Computes distributions where the rows are. */
final class Distributions {
  static final int BINS = 50;

  private Distributions() {}

  /**
   * Returns the distribution of each property of which both sides together have a value, between
   * the least and the greatest of them.
   *
   * @param standing rows of the materials table
   * @param arrived rows of the materials table
   */
  static List<Distribution> ofProperties(Dataset<Row> standing, Dataset<Row> arrived) {
    List<StructField> properties =
        Arrays.stream(arrived.schema().fields())
            .filter(field -> field.dataType().equals(DataTypes.DoubleType))
            .toList();
    Column[] columns = properties.stream().map(field -> col(field.name())).toArray(Column[]::new);
    List<Histogram> bins = bins(standing.select(columns).union(arrived.select(columns)));
    List<Histogram> before = count(standing.select(columns), bins);
    List<Histogram> after = count(arrived.select(columns), bins);
    List<Distribution> distributions = new ArrayList<>();
    for (int k = 0; k < properties.size(); k++) {
      StructField property = properties.get(k);
      if (before.get(k).total() + after.get(k).total() > 0) {
        distributions.add(
            new Distribution(
                property.name(),
                property.getComment().getOrElse(property::name),
                before.get(k),
                after.get(k)));
      }
    }
    return distributions;
  }

  /** Returns an empty histogram for each column; it has no width where there are no values. */
  private static List<Histogram> bins(Dataset<Row> rows) {
    List<Column> bounds = new ArrayList<>();
    for (String name : rows.columns()) {
      bounds.add(min(name));
      bounds.add(max(name));
    }
    Row row =
        rows.agg(bounds.get(0), bounds.subList(1, bounds.size()).toArray(Column[]::new)).first();
    List<Histogram> bins = new ArrayList<>();
    for (int k = 0; k < row.size(); k += 2) {
      bins.add(
          row.isNullAt(k)
              ? new Histogram(0, 0, BINS)
              : new Histogram(row.getDouble(k), row.getDouble(k + 1), BINS));
    }
    return bins;
  }

  private static List<Histogram> count(Dataset<Row> rows, List<Histogram> empty) {
    return rows.toJavaRDD()
        .aggregate(
            (List<Histogram>) new ArrayList<>(empty), Distributions::add, Distributions::merge);
  }

  private static List<Histogram> add(List<Histogram> histograms, Row row) {
    for (int k = 0; k < histograms.size(); k++) {
      if (!row.isNullAt(k)) {
        histograms.get(k).add(row.getDouble(k));
      }
    }
    return histograms;
  }

  private static List<Histogram> merge(List<Histogram> histograms, List<Histogram> others) {
    for (int k = 0; k < histograms.size(); k++) {
      histograms.get(k).merge(others.get(k));
    }
    return histograms;
  }

  /**
   * Returns the distribution of the lengths of edges.
   *
   * @param standing rows of the graphs table
   * @param arrived rows of the graphs table
   * @param cutoff greatest length, Å
   */
  static Distribution ofDistances(Dataset<Row> standing, Dataset<Row> arrived, double cutoff) {
    return new Distribution(
        "distance",
        "Distance of neighbors, Å",
        distances(standing, cutoff),
        distances(arrived, cutoff));
  }

  private static Histogram distances(Dataset<Row> graphs, double cutoff) {
    return GraphArrays.read(graphs, GraphArrays.Parts.EDGES)
        .aggregate(new Histogram(0, cutoff, BINS), Distributions::add, Histogram::merge);
  }

  /** Counts the pairs of atoms that the edges of a graph stand for. */
  private static Histogram add(Histogram histogram, CrystalGraph graph) {
    long[] pairs = new long[graph.edges()];
    for (int node = 0; node < graph.nodes(); node++) {
      for (int edge = graph.offset(node); edge < graph.offset(node + 1); edge++) {
        pairs[edge] = (long) graph.multiplicity(node) * graph.weight(edge);
      }
    }
    histogram.addTogether(graph.distances(), pairs);
    return histogram;
  }
}
