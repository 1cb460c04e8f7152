package org.latticework.trainer.vector;

import java.util.Arrays;
import org.latticework.trainer.batch.Edges;

/**
 * The edges of a batch, laid out for tiles of registers. Made once a batch, used by all
 * convolutions, forward and backward.
 *
 * <p>Atoms come in blocks of about {@link #BLOCK_EDGES} edges, whose arrays stay in cache. Inside a
 * block, edges are ordered by distance and cut into groups that share one window of Gaussians, so
 * that the rows of W_e are loaded once for four edges. The place of an edge in that order is its
 * slot. Groups begin at multiples of {@link VectorProduct#TILE_ROWS}; slots left over have
 * Gaussians of zero and belong to no atom's sum.
 *
 * <p>Arrays only grow, and are visible to the room: N atoms, which may each stand for several, E
 * edges, S slots.
 */
public final class TiledEdges {
  public static final int BLOCK_EDGES = 512;
  private static final int QUAD = VectorProduct.TILE_ROWS;

  public final VectorBasis basis;
  public int atoms;
  public int edges;
  public int blocks;
  public int slotCapacity; // most slots of a block
  public double atomCount; // Σ m
  public double pairCount; // Σ m w
  public int[] offsets = new int[1]; // N + 1
  public int[] multiplicities = new int[0]; // N; m, how many atoms a node stands for
  public int[] degrees = new int[0]; // N; how many neighbors each of them has: Σ w
  int[] weights = new int[0]; // E; w, how many neighbors an edge stands for
  public int[] slots = new int[0]; // E; slot of an edge
  public int[] centers = new int[0]; // S
  public int[] neighbors = new int[0]; // S
  public float[] slotWeights = new float[0]; // S; w
  public float[] gaussians = new float[0]; // S x window
  public int[] blockAtoms = new int[1]; // first atom of a block, and N
  public int[] blockGroups = new int[1]; // first group of a block, and their number
  public int[] groupSlots = new int[1]; // first slot of a group, and S
  public int[] groupStarts = new int[0]; // first Gaussian of a group
  public int[] quadStarts = new int[0]; // S / 4; first Gaussian that a tile of four slots needs
  public int[] quadSkips = new int[0]; // S / 4; its place in the group's window
  public int[] quadLengths = new int[0]; // S / 4; how many it needs
  private int groups;
  private int[] edgeNeighbors = new int[0]; // E
  private boolean expanded;
  private float[] lengths = new float[0]; // E; Å; or E K, where they came expanded
  private int[] starts = new int[0]; // E; first Gaussian needed
  private int[] order = new int[0]; // edges of a block by start
  private final int[] counts; // of edges by start

  public TiledEdges(VectorBasis basis) {
    this.basis = basis;
    this.counts = new int[basis.size() + 1];
  }

  /** Lays out a batch. */
  public void prepare(Edges list) {
    read(list);
    reserve();
    blocks = 0;
    groups = 0;
    slotCapacity = 0;
    for (int atom = 0; atom < atoms; ) {
      int end = blockEnd(atom);
      blockAtoms[blocks] = atom;
      blockGroups[blocks] = groups;
      layOut(atom, end);
      blocks++;
      atom = end;
    }
    blockAtoms[blocks] = atoms;
    blockGroups[blocks] = groups;
  }

  /** Returns the first slot of a block, or S. */
  public int firstSlot(int block) {
    return groupSlots[blockGroups[block]];
  }

  private void read(Edges list) {
    atoms = list.nodes();
    edges = list.edges();
    if (offsets.length <= atoms) {
      offsets = new int[atoms + atoms / 8 + 1];
      multiplicities = new int[offsets.length];
      degrees = new int[offsets.length];
    }
    list.requireSize(basis.size());
    expanded = list.expanded();
    int numbers = expanded ? Math.multiplyExact(edges, basis.size()) : edges;
    if (lengths.length < numbers) {
      lengths = new float[numbers + numbers / 8];
    }
    if (edgeNeighbors.length < edges) {
      edgeNeighbors = new int[edges + edges / 8];
      weights = new int[edgeNeighbors.length];
    }
    list.readOffsets(offsets);
    list.readMultiplicities(multiplicities);
    list.readWeights(weights);
    count();
    list.readNeighbors(edgeNeighbors);
    list.readLengths(lengths);
  }

  private void count() {
    atomCount = 0;
    pairCount = 0;
    for (int i = 0; i < atoms; i++) {
      degrees[i] = 0;
      for (int edge = offsets[i]; edge < offsets[i + 1]; edge++) {
        degrees[i] += weights[edge];
      }
      atomCount += multiplicities[i];
      pairCount += (double) multiplicities[i] * degrees[i];
    }
  }

  private int blockEnd(int atom) {
    int end = atom + 1;
    while (end < atoms && offsets[end + 1] - offsets[atom] <= BLOCK_EDGES) {
      end++;
    }
    return end;
  }

  private void layOut(int atom, int end) {
    int first = groupSlots[groups];
    int count = sort(offsets[atom], offsets[end]);
    for (int k = 0; k < count; ) {
      k = addGroup(k, count, atom);
    }
    for (int i = atom; i < end; i++) {
      for (int edge = offsets[i]; edge < offsets[i + 1]; edge++) {
        centers[slots[edge]] = i;
      }
    }
    slotCapacity = Math.max(slotCapacity, groupSlots[groups] - first);
  }

  /** Counting sort of a block's edges by the start of their window, stable; returns how many. */
  private int sort(int first, int last) {
    Arrays.fill(counts, 0);
    for (int edge = first; edge < last; edge++) {
      starts[edge] =
          expanded ? basis.start(lengths, edge * basis.size()) : basis.start(lengths[edge]);
      counts[starts[edge] + 1]++;
    }
    for (int k = 1; k < counts.length; k++) {
      counts[k] += counts[k - 1];
    }
    for (int edge = first; edge < last; edge++) {
      order[counts[starts[edge]]] = edge;
      counts[starts[edge]]++;
    }
    return last - first;
  }

  /** Gives slots to all edges from the k-th that share a window; returns the next one. */
  private int addGroup(int first, int count, int anyAtom) {
    int start = starts[order[first]];
    int lastStart = start + basis.window() - basis.band();
    int slot = groupSlots[groups];
    int k = first;
    for (; k < count && starts[order[k]] <= lastStart; k++) {
      int edge = order[k];
      int quad = slot / QUAD;
      if (slot % QUAD == 0) {
        quadStarts[quad] = starts[edge];
        quadSkips[quad] = starts[edge] - start;
      }
      quadLengths[quad] = starts[edge] - quadStarts[quad] + basis.band();
      slots[edge] = slot;
      neighbors[slot] = edgeNeighbors[edge];
      slotWeights[slot] = weights[edge];
      write(edge, start, slot);
      slot++;
    }
    for (; slot % QUAD != 0; slot++) {
      neighbors[slot] = anyAtom;
      centers[slot] = anyAtom;
      slotWeights[slot] = 0;
      Arrays.fill(gaussians, slot * basis.window(), (slot + 1) * basis.window(), 0f);
    }
    groupStarts[groups] = start;
    groups++;
    groupSlots[groups] = slot;
    return k;
  }

  private void write(int edge, int start, int slot) {
    if (expanded) {
      basis.copy(lengths, edge * basis.size(), start, gaussians, slot * basis.window());
    } else {
      basis.expand(lengths[edge], start, gaussians, slot * basis.window());
    }
  }

  /** Grows arrays: a group holds at least one edge, and a block has a group per window. */
  private void reserve() {
    int shared = basis.window() - basis.band() + 1;
    int most = (int) Math.min(edges, (long) countBlocks() * (basis.size() / shared + 1));
    int mostSlots = edges + (QUAD - 1) * most;
    if (slots.length < edges) {
      slots = new int[edges];
      order = new int[edges];
      starts = new int[edges];
    }
    if (centers.length < mostSlots) {
      centers = new int[mostSlots];
      neighbors = new int[mostSlots];
      slotWeights = new float[mostSlots];
      gaussians = new float[mostSlots * basis.window()];
      quadStarts = new int[mostSlots / QUAD + 1];
      quadSkips = new int[mostSlots / QUAD + 1];
      quadLengths = new int[mostSlots / QUAD + 1];
    }
    if (groupStarts.length < most) {
      groupStarts = new int[most];
      groupSlots = new int[most + 1];
    }
    if (blockAtoms.length <= atoms) {
      blockAtoms = new int[atoms + 1];
      blockGroups = new int[atoms + 1];
    }
  }

  private int countBlocks() {
    int count = 0;
    for (int atom = 0; atom < atoms; atom = blockEnd(atom)) {
      count++;
    }
    return count;
  }
}
