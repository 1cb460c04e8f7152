package org.latticework.jobs.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.jobs.train.config.TrainingFacts;
import org.latticework.trainer.calibration.ConformalFactor;
import org.latticework.trainer.model.Ensemble;

/**
 * What the training of an ensemble has to report.
 *
 * @param config what was trained
 * @param members what the training of each reported, its epochs among it
 */
record EnsembleFacts(TrainConfig config, List<Summary> members) {
  EnsembleFacts {
    members = List.copyOf(members);
  }

  private String errorName() {
    return "validation_" + config.training().task().headline();
  }

  private List<Double> errors() {
    return members.stream()
        .map(member -> member.facts().get(errorName()))
        .filter(Number.class::isInstance)
        .map(error -> ((Number) error).doubleValue())
        .toList();
  }

  /**
   * Returns the facts, and says them.
   *
   * @param ensemble with its intervals
   * @param error of their mean on the validation fold; NaN without one
   */
  Summary of(Ensemble ensemble, double error, Console console) {
    say(console, ensemble, error);
    Map<String, Object> first = members.get(0).facts();
    Summary facts = new Summary();
    for (String same :
        List.of("target", "unit", "parameters", "unseen_elements", "workers", "kernel")) {
      Optional.ofNullable(first.get(same)).ifPresent(value -> facts.put(same, value));
    }
    facts
        .put("members", members.size())
        .put(errorName(), error)
        .put("member_" + errorName(), errors())
        .put("best_epochs", each("best_epoch"))
        .put("intervals", intervals(ensemble.intervals()))
        .put("training_seconds", seconds())
        .put(TrainingFacts.HISTORY, each(TrainingFacts.HISTORY));
    return facts;
  }

  private List<Object> each(String fact) {
    List<Object> values = new ArrayList<>();
    members.forEach(member -> values.add(member.facts().get(fact)));
    return values;
  }

  private double seconds() {
    return members.stream()
        .mapToDouble(member -> ((Number) member.facts().get("training_seconds")).doubleValue())
        .sum();
  }

  private static List<Map<String, Object>> intervals(List<ConformalFactor> intervals) {
    return intervals.stream()
        .map(
            of ->
                new Summary()
                    .put("level", of.level())
                    .put("deviations", of.factor())
                    .put("groups", of.groups())
                    .put("crystals", of.crystals())
                    .facts())
        .toList();
  }

  private void say(Console console, Ensemble ensemble, double error) {
    List<Double> errors = errors();
    if (!errors.isEmpty()) {
      console.say(
          "Members    validation %.4f to %.4f, their mean prediction %.4f (%s)",
          errors.stream().min(Double::compare).orElseThrow(),
          errors.stream().max(Double::compare).orElseThrow(),
          error,
          config.errorWords());
    }
    for (int column = 0; column < ensemble.intervals().size(); column++) {
      say(console, config.targets().get(column).column(), ensemble.intervals().get(column));
    }
  }

  private static void say(Console console, String column, ConformalFactor interval) {
    if (interval.finite()) {
      console.say(
          "Intervals  of %s: %.2f deviations to each side, for a level of %s",
          column, interval.factor(), interval.level());
    } else {
      console.say(
          "Intervals  none of %s: %,d groups to validate on, a level of %s takes %,d",
          column,
          interval.groups(),
          interval.level(),
          ConformalFactor.leastGroups(interval.level()));
    }
  }
}
