package org.latticework.jobs.report.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latticework.jobs.console.Json;
import org.latticework.report.training.Epoch;
import org.latticework.report.training.Learner;
import org.latticework.report.training.TrainedFacts;

class TrainingSectionsTest {
  private static TrainedFacts facts(String metrics, String test) {
    return TrainingSections.facts("m", Json.parse(metrics, Map.class), Json.parse(test, Map.class));
  }

  @Test
  void readsTheEpochsOfANetwork() {
    TrainedFacts facts =
        facts(
            """
            {"unit": "eV/atom", "best_epoch": 2, "train_mae": 0.3, "history": [
             {"epoch": 1, "train_mae": 0.5, "validation_mae": 0.4, "steps": 10, "learning_rate": 0.01, "seconds": 1},
             {"epoch": 2, "train_mae": 0.3, "validation_mae": null, "steps": 20, "learning_rate": 0.001, "seconds": 1}]}
            """,
            "{\"headline\": \"mae\", \"mae\": 0.35}");
    assertThat(facts)
        .isEqualTo(
            new TrainedFacts(
                "m",
                "mae",
                "eV/atom",
                List.of(
                    new Learner(
                        "network",
                        2,
                        List.of(
                            new Epoch(1, 10, 0.5, 0.4, 0.01),
                            new Epoch(2, 20, 0.3, Double.NaN, 0.001)))),
                0.35));
  }

  @Test
  void readsTheEpochsOfEachMemberOfAnEnsemble() {
    TrainedFacts facts =
        facts(
            """
            {"validation_log_loss": 0.2, "best_epochs": [1, 1], "history": [
             [{"epoch": 1, "train_log_loss": 0.5, "validation_log_loss": 0.4}],
             [{"epoch": 1, "train_log_loss": 0.6, "validation_log_loss": 0.3}]]}
            """,
            "{}");
    assertThat(facts.error()).isEqualTo("log_loss");
    assertThat(facts.testError()).isNaN();
    assertThat(facts.learners())
        .containsExactly(
            new Learner("member 1", 1, List.of(new Epoch(1, 0, 0.5, 0.4, Double.NaN))),
            new Learner("member 2", 1, List.of(new Epoch(1, 0, 0.6, 0.3, Double.NaN))));
  }

  /** A state of an older build was continued: what it does not know is 0. */
  @Test
  void takesNoStepsAndNoRateForUnknown() {
    TrainedFacts facts =
        facts(
            """
            {"history": [{"epoch": 1, "train_mae": 1, "validation_mae": 1, "steps": 0, "learning_rate": 0}]}
            """,
            "{}");
    assertThat(facts.learners().get(0).epochs()).containsExactly(new Epoch(1, 0, 1, 1, Double.NaN));
  }

  @Test
  void bearsAModelThatDoesNotSay() {
    for (String metrics : List.of("{}", "{\"history\": null}", "{\"history\": []}")) {
      assertThat(facts(metrics, "{}").learners()).isEmpty();
    }
  }
}
