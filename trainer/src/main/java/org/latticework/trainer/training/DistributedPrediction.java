package org.latticework.trainer.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.report.RegressionMetrics;

/** Predictions of many crystals, made where the crystals are. */
public final class DistributedPrediction {
  private DistributedPrediction() {}

  /**
   * Predicts crystals.
   *
   * @param examples crystals, with or without targets
   * @param model sent to every executor once, and taken from there at the end
   * @return one prediction a crystal, in the order of the partitions and of each one's crystals
   */
  public static List<Prediction> predict(JavaRDD<Example> examples, TrainedModel model) {
    Broadcast<byte[]> bytes = context(examples).broadcast(bytes(model));
    try {
      return examples.mapPartitions(partition -> predict(partition, bytes.value())).collect();
    } finally {
      bytes.destroy();
    }
  }

  /**
   * Compares a network with the known targets of a fold, in an order that does not depend on who
   * finishes first.
   */
  static RegressionMetrics evaluate(Shards shards, TrainedModel model) {
    List<Prediction> predictions =
        predict(shards.rdd().flatMap(shard -> shard.examples().iterator()), model);
    return RegressionMetrics.of(
        predictions.stream().mapToDouble(Prediction::target).toArray(),
        predictions.stream().mapToDouble(Prediction::prediction).toArray());
  }

  private static Iterator<Prediction> predict(Iterator<Example> examples, byte[] bytes) {
    if (!examples.hasNext()) {
      return List.<Prediction>of().iterator();
    }
    TaskResources.claim();
    TrainedModel model = model(bytes);
    TaskCompletionListener close = task -> model.close();
    TaskContext.get().addTaskCompletionListener(close);
    Iterator<List<Example>> batches = new PredictionBatches(examples);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(batches, 0), false)
        .flatMap(batch -> predict(batch, model))
        .iterator();
  }

  private static Stream<Prediction> predict(List<Example> batch, TrainedModel model) {
    double[] outputs = model.predict(batch.stream().map(Example::graph).toList());
    List<Prediction> predictions = new ArrayList<>();
    for (int k = 0; k < outputs.length; k++) {
      Example example = batch.get(k);
      predictions.add(new Prediction(example.materialId(), example.target(), outputs[k]));
    }
    return predictions.stream();
  }

  private static JavaSparkContext context(JavaRDD<?> rdd) {
    return JavaSparkContext.fromSparkContext(rdd.context());
  }

  private static byte[] bytes(TrainedModel model) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      model.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the model to memory", e);
    }
    return out.toByteArray();
  }

  private static TrainedModel model(byte[] bytes) {
    try {
      return TrainedModel.load(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the model back from memory", e);
    }
  }
}
