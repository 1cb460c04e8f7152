package org.latticework.trainer.prediction;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.model.TrainedModel;

/**
 * Groups the crystals of a partition, in their order, so that it is never held as a whole: a batch
 * is closed by the crystal that brings it to {@link TrainedModel#BATCH_EDGES}, so that the model
 * takes it as one.
 */
final class PredictionBatches implements Iterator<List<Example>> {
  private final Iterator<Example> examples;

  PredictionBatches(Iterator<Example> examples) {
    this.examples = examples;
  }

  @Override
  public boolean hasNext() {
    return examples.hasNext();
  }

  @Override
  public List<Example> next() {
    if (!examples.hasNext()) {
      throw new NoSuchElementException("No crystal is left");
    }
    List<Example> batch = new ArrayList<>();
    long edges = 0;
    while (examples.hasNext() && edges < TrainedModel.BATCH_EDGES) {
      Example example = examples.next();
      batch.add(example);
      edges += example.graph().edges();
    }
    return batch;
  }
}
