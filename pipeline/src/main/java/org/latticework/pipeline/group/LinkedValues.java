package org.latticework.pipeline.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of several levels, linked where a material has them together: the connected components of
 * the graph whose nodes are values and whose edges are materials.
 *
 * <p>Some 200 bytes a value: half a million materials that share nothing at all on three levels
 * take 300 MB.
 */
final class LinkedValues {
  private final List<Map<String, Integer>> nodes = new ArrayList<>(); // by level
  private int[] parents = new int[1024]; // of a node; a root is its own
  private int size;

  LinkedValues(int levels) {
    for (int level = 0; level < levels; level++) {
      nodes.add(new HashMap<>());
    }
  }

  /** Links the values that a material has, one of each level. */
  void link(List<String> values) {
    int first = node(0, values.get(0));
    for (int level = 1; level < values.size(); level++) {
      int root = root(node(level, values.get(level))); // may move the parents
      parents[root] = root(first);
    }
  }

  private int node(int level, String value) {
    return nodes.get(level).computeIfAbsent(value, absent -> added());
  }

  private int added() {
    if (size == parents.length) {
      parents = Arrays.copyOf(parents, 2 * size);
    }
    parents[size] = size;
    return size++;
  }

  private int root(int node) {
    int at = node;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]]; // paths halve, so that they stay short
      at = parents[at];
    }
    return at;
  }

  /**
   * Returns the first value, in the order of texts, of the first level in each component, for the
   * values that have another. Depends on the links alone, not on their order.
   */
  Map<String, String> firsts() {
    Map<Integer, String> first = new HashMap<>(); // by root
    nodes
        .get(0)
        .forEach(
            (value, node) -> first.merge(root(node), value, (a, b) -> a.compareTo(b) <= 0 ? a : b));
    Map<String, String> moved = new HashMap<>();
    nodes
        .get(0)
        .forEach(
            (value, node) -> {
              String group = first.get(root(node));
              if (!group.equals(value)) {
                moved.put(value, group);
              }
            });
    return moved;
  }
}
