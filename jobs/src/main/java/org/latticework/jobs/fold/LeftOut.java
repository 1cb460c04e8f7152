package org.latticework.jobs.fold;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Summary;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.trainingset.GraphLimits;
import org.latticework.pipeline.trainingset.ReadGraphs;
import org.latticework.pipeline.trainingset.ReadGraphs.Reason;

/**
 * The materials that are not learned from, or not judged.
 *
 * @param counts by fold
 * @param used folds that are; in others only what no network could take is of interest
 * @param target property that is predicted
 * @param limits of the network
 */
record LeftOut(
    Map<Fold, ReadGraphs.Counts> counts, Set<Fold> used, String target, GraphLimits limits) {
  private static final int NAMED = 5;

  /** Says how many there are and why, and returns the counts. */
  Summary say(Console console) {
    long withoutTarget = ofUsed(Reason.WITHOUT_TARGET);
    long withoutGraph = ofUsed(Reason.WITHOUT_GRAPH);
    long unknown = of(Reason.UNKNOWN_ELEMENT);
    long large = of(Reason.TOO_MANY_EDGES);
    if (withoutTarget + withoutGraph > 0) {
      long all =
          counts.entrySet().stream()
              .filter(fold -> used.contains(fold.getKey()))
              .mapToLong(fold -> all(fold.getValue()))
              .sum();
      console.say(
          "Left out   %,d of %,d materials: %,d without %s, %,d without graph",
          withoutTarget + withoutGraph, all, withoutTarget, target, withoutGraph);
    }
    if (unknown > 0) {
      console.say("Left out   %,d with an element beyond %d:", unknown, limits.elements());
      console.sayBelow("%s", examples(Reason.UNKNOWN_ELEMENT, unknown));
    }
    if (large > 0) {
      console.say("Left out   %,d with more than %,d edges:", large, limits.edges());
      console.sayBelow("%s", examples(Reason.TOO_MANY_EDGES, large));
    }
    long heavy = of(Reason.TOO_MUCH_MEMORY);
    if (heavy > 0) {
      console.say(
          "Left out   %,d of which a step would keep more than %,d MB (train.max-edges):",
          heavy, limits.bytes() / 1_000_000);
      console.sayBelow("%s", examples(Reason.TOO_MUCH_MEMORY, heavy));
    }
    return new Summary()
        .put("without_target", withoutTarget)
        .put("without_graph", withoutGraph)
        .put("unknown_element", unknown)
        .put("too_many_edges", large)
        .put("too_much_memory", heavy);
  }

  private static long all(ReadGraphs.Counts fold) {
    return fold.labeled() + fold.leftOut().values().stream().mapToLong(Long::longValue).sum();
  }

  private long ofUsed(Reason reason) {
    return counts.entrySet().stream()
        .filter(fold -> used.contains(fold.getKey()))
        .mapToLong(fold -> fold.getValue().leftOut(reason))
        .sum();
  }

  private long of(Reason reason) {
    return counts.values().stream().mapToLong(fold -> fold.leftOut(reason)).sum();
  }

  private String examples(Reason reason, long all) {
    Set<String> named = new TreeSet<>();
    counts.forEach(
        (fold, of) ->
            of.examples()
                .getOrDefault(reason, List.of())
                .forEach(name -> named.add("%s in %s".formatted(name, fold.word()))));
    String first = String.join(", ", named.stream().limit(NAMED).toList());
    return all > NAMED ? first + ", …" : first;
  }
}
