package org.latticework.trainer.program.vector.kernel;

import java.util.Arrays;
import org.latticework.trainer.batch.Edges;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Knots;
import org.latticework.trainer.program.Place;
import org.latticework.trainer.program.Program;

/**
 * The indices of a batch, on arrays that only grow: how many rows each domain has, where each row
 * belongs, and how many it stands for.
 */
public final class Topology {
  private final boolean directed;
  private final boolean lines;
  private final int knots;
  private int atoms;
  private int edges;
  private int pairs;
  private int crystals;
  private int[] offsets = new int[0]; // N + 1
  private int[] centers = new int[0]; // E
  private int[] neighbors = new int[0]; // E
  private int[] elements = new int[0]; // N; rows of tables
  private int[] crystalOfAtom = new int[0]; // N
  private int[] crystalOfEdge = new int[0]; // E
  private int[] crystalAtoms = new int[0]; // B + 1
  private int[] crystalEdges = new int[0]; // B + 1
  private int[] counts = new int[0];
  private float[] multiplicities = new float[0]; // N; m
  private float[] weights = new float[0]; // E; w
  private float[] both = new float[0]; // E; m w
  private float[] ones = new float[0];
  private float[] lengths = new float[0]; // E; Å
  private float[] directions = new float[0]; // 3 E
  private int[] lineStarts = new int[0]; // E + 1
  private int[] lineTargets = new int[0]; // T
  private int[] lineSources = new int[0]; // T

  /**
   * Makes an empty one.
   *
   * @param program what will read it
   */
  public Topology(Program program) {
    this.directed = program.readsDirections();
    this.lines = program.readsLines();
    this.knots = program.knots().map(Knots::rows).orElse(0);
  }

  /**
   * Reads a batch.
   *
   * @param list edges
   * @param elementRows row of each node's element, N numbers
   * @param nodeCounts how many nodes each crystal has, B numbers
   */
  public void read(Edges list, int[] elementRows, int[] nodeCounts) {
    if (list.expanded()) {
      throw new IllegalArgumentException(
          "The network expands distances itself, the edges came expanded");
    }
    atoms = list.nodes();
    edges = list.edges();
    crystals = nodeCounts.length;
    reserve();
    list.readOffsets(offsets);
    list.readNeighbors(neighbors);
    list.readLengths(lengths);
    if (directed) {
      list.requireDirections();
      if (directions.length < 3 * edges) {
        directions = new float[3 * edges + edges / 2];
      }
      list.readDirections(directions);
    }
    System.arraycopy(elementRows, 0, elements, 0, atoms);
    readCounts(list);
    index(nodeCounts);
    if (lines) {
      pair();
    }
    int most = Math.max(Math.max(atoms, edges), Math.max(pairs, crystals));
    if (ones.length < most) {
      ones = new float[most + most / 8];
      Arrays.fill(ones, 1);
    }
  }

  private void reserve() {
    if (elements.length < atoms) {
      int size = atoms + atoms / 8;
      offsets = new int[size + 1];
      elements = new int[size];
      crystalOfAtom = new int[size];
      multiplicities = new float[size];
    }
    if (offsets.length == 0) {
      offsets = new int[1];
    }
    if (centers.length < edges) {
      int size = edges + edges / 8;
      centers = new int[size];
      neighbors = new int[size];
      crystalOfEdge = new int[size];
      weights = new float[size];
      both = new float[size];
      lengths = new float[size];
    }
    if (crystalAtoms.length <= crystals) {
      crystalAtoms = new int[crystals + 1];
      crystalEdges = new int[crystals + 1];
    }
    if (counts.length < Math.max(atoms, edges)) {
      counts = new int[Math.max(elements.length, centers.length)];
    }
  }

  private void readCounts(Edges list) {
    list.readMultiplicities(counts);
    for (int i = 0; i < atoms; i++) {
      multiplicities[i] = counts[i];
    }
    list.readWeights(counts);
    for (int e = 0; e < edges; e++) {
      weights[e] = counts[e];
    }
  }

  private void index(int[] nodeCounts) {
    int atom = 0;
    for (int crystal = 0; crystal < crystals; crystal++) {
      crystalAtoms[crystal] = atom;
      crystalEdges[crystal] = offsets[atom];
      for (int end = atom + nodeCounts[crystal]; atom < end; atom++) {
        crystalOfAtom[atom] = crystal;
        for (int edge = offsets[atom]; edge < offsets[atom + 1]; edge++) {
          centers[edge] = atom;
          crystalOfEdge[edge] = crystal;
          both[edge] = multiplicities[atom] * weights[edge];
        }
      }
    }
    crystalAtoms[crystals] = atom;
    crystalEdges[crystals] = offsets[atom];
  }

  private void pair() {
    if (lineStarts.length <= edges) {
      lineStarts = new int[edges + edges / 8 + 1];
    }
    pairs = 0;
    for (int edge = 0; edge < edges; edge++) {
      lineStarts[edge] = pairs;
      pairs += offsets[neighbors[edge] + 1] - offsets[neighbors[edge]];
    }
    lineStarts[edges] = pairs;
    if (lineTargets.length < pairs) {
      lineTargets = new int[pairs + pairs / 8];
      lineSources = new int[lineTargets.length];
    }
    for (int edge = 0; edge < edges; edge++) {
      int source = offsets[neighbors[edge]];
      for (int line = lineStarts[edge]; line < lineStarts[edge + 1]; line++) {
        lineTargets[line] = edge;
        lineSources[line] = source++;
      }
    }
  }

  /** Returns how many rows a domain has. */
  public int rows(Domain domain) {
    return switch (domain) {
      case ATOM -> atoms;
      case EDGE -> edges;
      case LINE -> pairs;
      case CRYSTAL -> crystals;
      case KNOT -> knots;
    };
  }

  /** Returns the place of each row. */
  public int[] index(Place place) {
    return switch (place) {
      case CENTER -> centers;
      case NEIGHBOR -> neighbors;
      case CRYSTAL_OF_ATOM -> crystalOfAtom;
      case CRYSTAL_OF_EDGE -> crystalOfEdge;
      case LINE_TARGET -> lineTargets;
      case LINE_SOURCE -> lineSources;
    };
  }

  /** Returns the first row of each place whose rows are grouped, and the number of rows. */
  public int[] starts(Place place) {
    return switch (place) {
      case CENTER -> offsets;
      case CRYSTAL_OF_ATOM -> crystalAtoms;
      case CRYSTAL_OF_EDGE -> crystalEdges;
      case LINE_TARGET -> lineStarts;
      case NEIGHBOR, LINE_SOURCE ->
          throw new IllegalArgumentException("Rows are not grouped by " + place);
    };
  }

  /** Returns what each row counts as in a sum over the rows of a place. */
  public float[] coefficients(Place place) {
    return switch (place) {
      case CENTER -> weights;
      case CRYSTAL_OF_ATOM -> multiplicities;
      case CRYSTAL_OF_EDGE -> both;
      default -> ones;
    };
  }

  /** Returns how many equal rows of the crystals each row stands for. */
  public float[] copies(Domain domain) {
    return switch (domain) {
      case ATOM -> multiplicities;
      case EDGE -> both;
      default -> ones;
    };
  }

  /** Returns the row of each node's element in tables. */
  public int[] elements() {
    return elements;
  }

  /** Returns E distances, Å. */
  public float[] lengths() {
    return lengths;
  }

  /** Returns 3 E components of directions. */
  public float[] directions() {
    return directions;
  }
}
