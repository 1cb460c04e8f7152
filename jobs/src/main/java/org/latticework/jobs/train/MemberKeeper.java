package org.latticework.jobs.train;

import java.io.IOException;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.model.NetworkFiles;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.jobs.train.config.TrainingFacts;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.sweep.RunKeeper;
import org.latticework.trainer.sweep.RunResult;
import org.latticework.trainer.training.TrainingResult;

/**
 * Keeps a member of an ensemble where the others find it, by the executor that trains it.
 *
 * @param folder of the member
 * @param trainingId of the ensemble
 * @param config of the ensemble
 * @param hadoop what file systems need to know
 */
record MemberKeeper(
    String folder,
    String trainingId,
    TrainConfig config,
    Broadcast<SerializableConfiguration> hadoop)
    implements RunKeeper {
  /** What the member's training reported; written last, when the network is there. */
  static final String METRICS = "metrics.json";

  static final String TRAINING_ID = "training_id";

  @Override
  public void keepModel(TrainingResult result) throws IOException {
    Location member = new Location(folder);
    new NetworkFiles(member).write(trainingId, result.best(), hadoop.value().value());
    Summary facts =
        new Summary().put(TRAINING_ID, trainingId).putAll(TrainingFacts.of(result, config));
    String text =
        Json.indented(
            TrainingFacts.withHistory(facts, result, config.training().task().headline()).facts());
    member.child(METRICS).write(text + "\n", hadoop.value().value());
  }

  @Override
  public boolean judges() {
    return false;
  }

  @Override
  public void keepResult(RunResult result) {
    // A member that is trained is kept already, and one that is not fails the training.
  }
}
