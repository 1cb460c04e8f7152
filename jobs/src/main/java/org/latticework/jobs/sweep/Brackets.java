package org.latticework.jobs.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.latticework.trainer.sweep.SweepRun;

/**
 * Which runs of a sweep compete, and what has been decided: the file {@code halving.json} of its
 * folder. All runs of a bracket that are not cut have passed as many rungs.
 *
 * @param brackets each for itself
 */
record Brackets(List<Bracket> brackets) {
  static final Brackets NONE = new Brackets(List.of());

  Brackets {
    brackets = List.copyOf(brackets);
  }

  /**
   * Runs that compete.
   *
   * @param factor η, by which they began
   * @param members by the names of the runs
   */
  record Bracket(int factor, Map<String, Member> members) {
    Bracket {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /**
   * A run that competes.
   *
   * @param epochs all that it is to train
   * @param rungs epochs after which it waits for the others, ascending
   * @param passed how many of them are behind it
   * @param cut why it goes no further than the next; empty while it competes
   */
  record Member(int epochs, List<Integer> rungs, int passed, String cut) {
    Member {
      rungs = List.copyOf(rungs);
    }

    /** Whether more is to be decided about the run. */
    boolean competes() {
      return cut.isEmpty() && passed < rungs.size();
    }

    /** Returns the run up to where it waits next, or ends. */
    SweepRun part(SweepRun run) {
      if (!cut.isEmpty()) {
        return run.cutAfter(rungs.get(passed), cut);
      }
      int from = passed == 0 ? 0 : rungs.get(passed - 1);
      return run.until(from, competes() ? rungs.get(passed) : epochs);
    }

    /** Says where the run waits: "3 of 30". */
    String place() {
      return "%,d of %,d".formatted(rungs.get(passed), epochs);
    }

    Member passing(int rungsPassed) {
      return new Member(epochs, rungs, rungsPassed, "");
    }

    Member cutFor(String reason) {
      return new Member(epochs, rungs, passed, reason);
    }
  }

  Optional<Member> member(String run) {
    return brackets.stream()
        .flatMap(bracket -> Optional.ofNullable(bracket.members().get(run)).stream())
        .findFirst();
  }

  /** Returns the brackets with some of their runs alone. */
  Brackets of(BiPredicate<String, Member> chosen) {
    List<Bracket> fewer = new ArrayList<>();
    for (Bracket bracket : brackets) {
      Map<String, Member> members = new LinkedHashMap<>(bracket.members());
      members.entrySet().removeIf(each -> !chosen.test(each.getKey(), each.getValue()));
      if (!members.isEmpty()) {
        fewer.add(new Bracket(bracket.factor(), members));
      }
    }
    return new Brackets(fewer);
  }

  Brackets and(List<Bracket> more) {
    List<Bracket> all = new ArrayList<>(brackets);
    all.addAll(more);
    return new Brackets(all);
  }
}
