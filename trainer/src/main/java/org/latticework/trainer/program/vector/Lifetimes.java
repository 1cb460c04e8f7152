package org.latticework.trainer.program.vector;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Value;

/**
 * From when to when the arrays of whole values and gradients are in use: what is over lends its
 * array to what begins. The output, values with a name, and those of knots, which stay from batch
 * to batch, are never over.
 */
final class Lifetimes {
  private final List<List<Value>> readLast = new ArrayList<>(); // by segment
  private final List<List<Value>> neverReadBack = new ArrayList<>(); // of readLast
  private final List<List<Value>> gradients = new ArrayList<>(); // that begin before a segment
  private final List<List<Value>> made = new ArrayList<>(); // by segment

  Lifetimes(Program program, List<Segment> segments, Gradients back) {
    Map<Value, Integer> last = new HashMap<>();
    Map<Value, Integer> lastThatGoesBack = new HashMap<>();
    Set<Value> readBack = new HashSet<>();
    Set<Value> whole = new HashSet<>();
    for (int k = 0; k < segments.size(); k++) {
      for (Value value : segments.get(k).whole()) {
        whole.add(value);
        last.put(value, k); // until something reads it
      }
      readBack.addAll(segments.get(k).backReads(back));
      for (Operation operation : segments.get(k).operations()) {
        for (Value input : operation.inputs()) {
          last.put(input, k);
          if (back.goesBack(operation)) {
            lastThatGoesBack.put(input, k);
          }
        }
      }
    }
    Set<Value> passing = new HashSet<>(whole);
    passing.removeIf(value -> value.domain() == Domain.KNOT);
    passing.removeAll(program.named().values());
    passing.remove(program.output());
    lastThatGoesBack.keySet().removeIf(value -> !whole.contains(value) || !back.isNeeded(value));
    for (int k = 0; k < segments.size(); k++) {
      readLast.add(at(k, last, passing));
      neverReadBack.add(readLast.get(k).stream().filter(it -> !readBack.contains(it)).toList());
      gradients.add(at(k, lastThatGoesBack, whole));
      made.add(segments.get(k).whole().stream().filter(passing::contains).toList());
    }
  }

  private static List<Value> at(int segment, Map<Value, Integer> last, Collection<Value> of) {
    return of.stream().filter(value -> last.getOrDefault(value, -1) == segment).toList();
  }

  /**
   * Returns values that nothing reads after a segment.
   *
   * @param training whether the way back is to follow
   */
  List<Value> over(int segment, boolean training) {
    return training ? neverReadBack.get(segment) : readLast.get(segment);
  }

  /** Returns values whose gradient is written first on the way back through a segment. */
  List<Value> gradientsOf(int segment) {
    return gradients.get(segment);
  }

  /** Returns values that nothing reads after the way back through a segment, which made them. */
  List<Value> made(int segment) {
    return made.get(segment);
  }
}
