package org.latticework.trainer.program.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Place;

/** Crystals as lists of rows, each with its places and how many rows it stands for. */
final class PlainGraph {
  final List<Integer> elements = new ArrayList<>(); // N, from 0
  final List<Double> distances = new ArrayList<>(); // E
  final List<double[]> directions = new ArrayList<>(); // E
  private final List<Integer> crystalOfAtom = new ArrayList<>();
  private final List<Integer> centers = new ArrayList<>();
  private final List<Integer> neighbors = new ArrayList<>();
  private final List<Integer> multiplicities = new ArrayList<>();
  private final List<Integer> weights = new ArrayList<>();
  private final List<Integer> lineTargets = new ArrayList<>();
  private final List<Integer> lineSources = new ArrayList<>();
  private final int crystals;

  PlainGraph(List<CrystalGraph> graphs) {
    crystals = graphs.size();
    for (CrystalGraph graph : graphs) {
      add(graph);
    }
    for (int e = 0; e < centers.size(); e++) {
      for (int f = 0; f < centers.size(); f++) {
        if (centers.get(f).equals(neighbors.get(e))) {
          lineTargets.add(e);
          lineSources.add(f);
        }
      }
    }
  }

  private void add(CrystalGraph graph) {
    int first = elements.size();
    int crystal = crystalOfAtom.isEmpty() ? 0 : crystalOfAtom.get(first - 1) + 1;
    for (int i = 0; i < graph.nodes(); i++) {
      elements.add(graph.atomicNumber(i) - 1);
      multiplicities.add(graph.multiplicity(i));
      crystalOfAtom.add(crystal);
      for (int k = graph.offset(i); k < graph.offset(i + 1); k++) {
        centers.add(first + i);
        neighbors.add(first + graph.neighbor(k));
        weights.add(graph.weight(k));
        distances.add((double) graph.distance(k));
        double[] r = new double[3]; // where directions are not known no step reads them
        for (int axis = 0; axis < 3 && graph.hasDirections(); axis++) {
          r[axis] = graph.direction(k, axis);
        }
        directions.add(r);
      }
    }
  }

  int rows(Domain domain) {
    return switch (domain) {
      case ATOM -> elements.size();
      case EDGE -> centers.size();
      case LINE -> lineTargets.size();
      case CRYSTAL -> crystals;
      case KNOT -> throw new IllegalArgumentException();
    };
  }

  int place(Place place, int row) {
    return switch (place) {
      case CENTER -> centers.get(row);
      case NEIGHBOR -> neighbors.get(row);
      case CRYSTAL_OF_ATOM -> crystalOfAtom.get(row);
      case CRYSTAL_OF_EDGE -> crystalOfAtom.get(centers.get(row));
      case LINE_TARGET -> lineTargets.get(row);
      case LINE_SOURCE -> lineSources.get(row);
    };
  }

  /** How often a row counts in a sum at a place. */
  int times(Place place, int row) {
    return place == Place.CENTER ? weights.get(row) : times(place.from(), row);
  }

  /** How many rows a row stands for. */
  int times(Domain domain, int row) {
    return switch (domain) {
      case ATOM -> multiplicities.get(row);
      case EDGE -> weights.get(row) * multiplicities.get(centers.get(row));
      default -> 1;
    };
  }

  double cosine(int line) {
    double[] e = directions.get(lineTargets.get(line));
    double[] f = directions.get(lineSources.get(line));
    double cosine = -dot(e, f) / Math.sqrt(dot(e, e)) / Math.sqrt(dot(f, f));
    return Math.max(-1, Math.min(1, cosine));
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
