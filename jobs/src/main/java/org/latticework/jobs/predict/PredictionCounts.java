package org.latticework.jobs.predict;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.predictor.Answer;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.material.RejectionReason;

/** How many records there were, and what became of them: each was predicted, or has a reason. */
final class PredictionCounts {
  private final Map<RejectionReason, Long> reasons = new TreeMap<>();
  private long predicted;

  /** Adds a record that the model has been asked about, and returns what it says. */
  Answer counted(Answer answer) {
    if (answer instanceof Answer.Refused refused) {
      addRefused(refused.reason(), 1);
    } else {
      addPredicted(1);
    }
    return answer;
  }

  void addPredicted(long count) {
    predicted += count;
  }

  void addRefused(RejectionReason reason, long count) {
    reasons.merge(reason, count, Long::sum);
  }

  /** Returns how many rows there were. */
  long rows() {
    return predicted + rejected();
  }

  private long rejected() {
    return reasons.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Prints the counts, and a line for each reason. */
  void say(Console console, Location output) {
    console.say(
        "Predicted  %,d of %,d records, %,d rejected: %s",
        predicted, rows(), rejected(), output.text());
    reasons.entrySet().stream()
        .sorted(Map.Entry.<RejectionReason, Long>comparingByValue(Comparator.reverseOrder()))
        .forEach(each -> console.say("%,17d  %s", each.getValue(), each.getKey().meaning()));
  }

  /** Returns them as facts. */
  Summary facts() {
    Map<String, Long> byName = new TreeMap<>();
    reasons.forEach((reason, count) -> byName.put(reason.name(), count));
    return new Summary()
        .put("read", rows())
        .put("predicted", predicted)
        .put("rejected", rejected())
        .put("rejections_by_reason", byName);
  }
}
