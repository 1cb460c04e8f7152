package org.latticework.jobs.sweep;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.JobRun;
import org.latticework.trainer.sweep.RunResult;
import org.latticework.trainer.sweep.SuccessiveHalving;
import org.latticework.trainer.sweep.SuccessiveHalving.Candidate;
import org.latticework.trainer.sweep.SweepRun;

/**
 * Says which runs of a sweep train next, and how far. Without halving, that is all of them to their
 * ends. With it, runs of the same crystals and columns compete: they wait at each rung until all
 * are there, and a decision is written before anything follows from it. So whoever goes on after a
 * driver was killed comes to the same: what is decided stays, and what is not is decided by runs
 * that are, to the last bit, what they were.
 */
final class Competition {
  private final JobRun run;
  private final SweepFolder folder;
  private final Map<String, NamedRun> asked; // all runs of this call
  private final Map<String, SweepRun> runs = new LinkedHashMap<>(); // that are not over
  private final Set<String> failed;
  private final Map<String, Double> errors = new HashMap<>(); // of runs that wait
  private final List<Map<String, Object>> decisions = new ArrayList<>();
  private Brackets brackets = Brackets.NONE;
  private int cut;

  /**
   * Takes the runs of a call.
   *
   * @param asked all of them
   * @param runs those that are to be trained, with all their epochs
   * @param failed names of those that failed in an earlier call
   */
  Competition(
      JobRun run,
      SweepFolder folder,
      Map<String, NamedRun> asked,
      List<SweepRun> runs,
      Set<String> failed) {
    this.run = run;
    this.folder = folder;
    this.asked = asked;
    runs.forEach(each -> this.runs.put(each.id(), each));
    this.failed = new HashSet<>(failed);
  }

  /**
   * Begins, or goes on as the file says. Runs that are new to it compete with each other.
   *
   * @param halving of new runs; where there is none, all runs are trained to their ends
   * @param again names of runs that were over and are trained anew, so that nothing decided holds
   */
  void begin(SuccessiveHalving halving, Set<String> again) throws IOException {
    Brackets before = folder.brackets(run.hadoop());
    brackets =
        before.of(
            (id, member) ->
                asked.containsKey(id)
                    && !again.contains(id)
                    && (runs.containsKey(id)
                        ? !halving.isNone()
                        : !member.competes() || failed.contains(id)));
    if (!halving.isNone()) {
      brackets = brackets.and(newBrackets(halving));
    }
    if (!brackets.equals(before)) {
      folder.keep(brackets, run.hadoop());
    }
  }

  private List<Brackets.Bracket> newBrackets(SuccessiveHalving halving) {
    Map<List<Object>, List<SweepRun>> groups =
        runs.values().stream()
            .filter(each -> brackets.member(each.id()).isEmpty())
            .collect(
                groupingBy(
                    each -> asked.get(each.id()).comparable(), LinkedHashMap::new, toList()));
    List<Brackets.Bracket> made = new ArrayList<>();
    for (List<SweepRun> group : groups.values()) {
      long candidates = group.stream().map(each -> candidate(each.id())).distinct().count();
      int rungs = group.stream().mapToInt(each -> rungs(halving, each).size()).min().orElseThrow();
      if (candidates > 1 && rungs > 0) {
        made.add(bracket(halving, group, rungs));
        run.console()
            .say(
                "Halving    %,d candidates: one in %d goes on after %s epochs",
                candidates, halving.factor(), places(made.get(made.size() - 1)));
      } else if (candidates > 1) {
        run.console()
            .say(
                "Halving    none of %,d candidates is cut: a run has %,d epochs and no rung",
                candidates,
                group.stream().mapToInt(each -> each.config().epochs()).min().orElseThrow());
      }
    }
    return made;
  }

  /** Makes a bracket in which all have as many rungs: the last ones of each. */
  private static Brackets.Bracket bracket(
      SuccessiveHalving halving, List<SweepRun> group, int rungs) {
    Map<String, Brackets.Member> members = new TreeMap<>();
    for (SweepRun each : group) {
      List<Integer> all = rungs(halving, each);
      members.put(
          each.id(),
          new Brackets.Member(
              each.config().epochs(), all.subList(all.size() - rungs, all.size()), 0, ""));
    }
    return new Brackets.Bracket(halving.factor(), members);
  }

  private static List<Integer> rungs(SuccessiveHalving halving, SweepRun each) {
    return halving.rungs(each.config().epochs());
  }

  /** Says at which epochs a bracket waits: "1, 3 of 9". */
  private static String places(Brackets.Bracket bracket) {
    return bracket.members().values().stream()
        .map(
            member ->
                "%s of %,d"
                    .formatted(
                        member.rungs().stream()
                            .map("%,d"::formatted)
                            .collect(Collectors.joining(", ")),
                        member.epochs()))
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  private String candidate(String id) {
    return asked.get(id).planned().candidate();
  }

  /** Returns the runs that are not over, each up to where it waits or ends; empty at the end. */
  List<SweepRun> next() {
    return runs.values().stream()
        .map(each -> brackets.member(each.id()).map(it -> it.part(each)).orElse(each))
        .toList();
  }

  /** A run waits; called by one thread at a time, as the next. */
  void paused(RunResult result) {
    errors.put(result.id(), result.validation().headline());
  }

  /** A run is over. */
  void finished(RunResult result) {
    runs.remove(result.id());
    if (!result.failure().isEmpty()) {
      failed.add(result.id());
    } else if (!result.cut().isEmpty()) {
      cut++;
    }
  }

  /** Decides who goes on, once all that {@link #next} has named wait or are over. */
  void decide() throws IOException {
    if (errors.isEmpty()) {
      return; // all are over
    }
    brackets = new Brackets(brackets.brackets().stream().map(this::decided).toList());
    folder.keep(brackets, run.hadoop());
    errors.clear();
  }

  private Brackets.Bracket decided(Brackets.Bracket bracket) {
    Map<String, List<String>> competing =
        bracket.members().entrySet().stream()
            .filter(each -> each.getValue().competes())
            .map(Map.Entry::getKey)
            .collect(groupingBy(this::candidate, TreeMap::new, toList()));
    if (competing.isEmpty()) {
      return bracket;
    }
    List<Candidate> ranked =
        SuccessiveHalving.ranked(
            competing.entrySet().stream()
                .map(each -> Candidate.of(each.getKey(), errors(each.getValue())))
                .toList());
    int goOn = new SuccessiveHalving(bracket.factor(), 1).survivors(ranked.size());
    Map<String, Brackets.Member> members = new LinkedHashMap<>(bracket.members());
    for (int place = 1; place <= ranked.size(); place++) {
      for (String id : competing.get(ranked.get(place - 1).settings())) {
        Brackets.Member member = members.get(id);
        members.put(
            id,
            place > goOn
                ? member.cutFor(
                    "%s of %,d after %s epochs"
                        .formatted(ordinal(place), ranked.size(), member.place()))
                : member.passing(goOn == 1 ? member.rungs().size() : member.passed() + 1));
      }
    }
    say(bracket, competing, members, goOn);
    return new Brackets.Bracket(bracket.factor(), members);
  }

  private List<OptionalDouble> errors(List<String> ids) {
    return ids.stream()
        .map(id -> failed.contains(id) ? OptionalDouble.empty() : OptionalDouble.of(errors.get(id)))
        .toList();
  }

  private void say(
      Brackets.Bracket before,
      Map<String, List<String>> competing,
      Map<String, Brackets.Member> after,
      int goOn) {
    List<String> ids = competing.values().stream().flatMap(List::stream).sorted().toList();
    String place =
        ids.stream()
            .map(id -> before.members().get(id).place())
            .distinct()
            .collect(Collectors.joining(" or "));
    long runsCut =
        ids.stream().filter(id -> !failed.contains(id) && !after.get(id).cut().isEmpty()).count();
    run.console()
        .say(
            "Halving    after %s epochs %,d of %,d candidates go on, %,d runs are cut",
            place, goOn, competing.size(), runsCut);
    decisions.add(
        new Summary()
            .put("epochs", place)
            .put("candidates", competing.size())
            .put("candidates_on", goOn)
            .put("runs_cut", runsCut)
            .facts());
  }

  /** Says a place: 1st, 2nd, 3rd, 4th, 11th, 21st. */
  static String ordinal(int place) {
    boolean teen = place / 10 % 10 == 1;
    String end =
        switch (teen ? 0 : place % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
    return "%,d%s".formatted(place, end);
  }

  /** Returns what became of this call's runs. */
  Summary facts() {
    Summary facts = new Summary().put("runs_cut", cut);
    return decisions.isEmpty() ? facts : facts.put("halving", List.copyOf(decisions));
  }
}
