package org.latticework.trainer.prediction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.executor.TaskResources;
import org.latticework.trainer.model.Ensemble;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.shard.Shards;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.Task;
import org.latticework.trainer.task.TaskMetrics;

/** Predictions of many crystals, made where the crystals are. */
public final class DistributedPrediction {
  private DistributedPrediction() {}

  /**
   * Predicts crystals.
   *
   * @param examples crystals, with or without targets
   * @param model in float; sent to every executor once, and taken from there at the end
   * @return one prediction a crystal, in the order of the partitions and of each one's crystals
   */
  public static List<Prediction> predict(JavaRDD<Example> examples, TrainedModel model) {
    return predict(examples, BroadcastModel.of(UUID.randomUUID().toString(), model, false));
  }

  /**
   * Predicts crystals by all members of an ensemble, one after the other, and joins what they say.
   *
   * @param examples crystals, with or without targets; read once for each member
   * @return one prediction a crystal, in the order of the partitions and of each one's crystals
   */
  public static List<Prediction> predict(JavaRDD<Example> examples, Ensemble ensemble) {
    List<List<Prediction>> members = new ArrayList<>();
    for (TrainedModel member : ensemble.members()) {
      members.add(predict(examples, member));
    }
    return IntStream.range(0, members.get(0).size())
        .mapToObj(k -> Prediction.joined(members.stream().map(said -> said.get(k)).toList()))
        .toList();
  }

  /**
   * Predicts crystals on this thread: what comes out is, bit for bit, what a task says that has
   * them as its partition.
   *
   * @param examples crystals, with or without targets
   * @return one prediction a crystal, in their order
   */
  public static List<Prediction> predictHere(List<Example> examples, TrainedModel model) {
    return predict(examples.iterator(), model).toList();
  }

  /**
   * Compares a network with the known targets of a fold, in an order that does not depend on who
   * finishes first.
   *
   * @param training whose networks at rest predict
   */
  public static TaskMetrics evaluate(Shards shards, TrainedModel model, String training) {
    return judge(
        model,
        predict(
            shards.rdd().flatMap(shard -> shard.examples().iterator()),
            BroadcastModel.of(training, model, true)));
  }

  /**
   * Judges predictions.
   *
   * @param model that made them
   */
  public static TaskMetrics judge(TrainedModel model, List<Prediction> predictions) {
    return judge(model.task(), model.scaling(), predictions);
  }

  /**
   * Judges predictions.
   *
   * @param ensemble that made them
   */
  public static TaskMetrics judge(Ensemble ensemble, List<Prediction> predictions) {
    return judge(ensemble.task(), ensemble.scaling(), predictions);
  }

  private static TaskMetrics judge(Task task, Scaling scaling, List<Prediction> predictions) {
    List<double[]> targets = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    for (Prediction prediction : predictions) {
      int columns = prediction.columns();
      targets.add(IntStream.range(0, columns).mapToDouble(prediction::target).toArray());
      values.add(IntStream.range(0, columns).mapToDouble(prediction::value).toArray());
    }
    return task.judge(scaling, targets, values);
  }

  private static List<Prediction> predict(JavaRDD<Example> examples, BroadcastModel model) {
    Broadcast<BroadcastModel> sent =
        JavaSparkContext.fromSparkContext(examples.context()).broadcast(model);
    try {
      return examples.mapPartitions(partition -> predict(partition, sent)).collect();
    } finally {
      sent.destroy();
    }
  }

  private static Iterator<Prediction> predict(
      Iterator<Example> examples, Broadcast<BroadcastModel> broadcast) {
    if (!examples.hasNext()) {
      return List.<Prediction>of().iterator();
    }
    TaskResources.claim();
    BroadcastModel sent = broadcast.value();
    TrainedModel model = sent.model();
    TaskCompletionListener giveBack = task -> sent.giveBack(model, task.isFailed());
    TaskContext.get().addTaskCompletionListener(giveBack);
    return predict(examples, model).iterator();
  }

  private static Stream<Prediction> predict(Iterator<Example> examples, TrainedModel model) {
    Iterator<List<Example>> batches = model.batches(examples, Example::graph);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(batches, 0), false)
        .flatMap(batch -> predict(batch, model));
  }

  private static Stream<Prediction> predict(List<Example> batch, TrainedModel model) {
    List<double[]> outputs = model.predict(batch.stream().map(Example::graph).toList());
    List<Prediction> predictions = new ArrayList<>();
    for (int k = 0; k < batch.size(); k++) {
      Example example = batch.get(k);
      double[] targets =
          IntStream.range(0, outputs.get(k).length).mapToDouble(example::target).toArray();
      predictions.add(new Prediction(example.materialId(), targets, outputs.get(k)));
    }
    return predictions.stream();
  }
}
