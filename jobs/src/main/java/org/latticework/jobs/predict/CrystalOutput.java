package org.latticework.jobs.predict;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.inference.Predictor;

/** What is written of a crystal that a model knows: some columns of its row. */
interface CrystalOutput extends Serializable {
  /** Returns the columns. */
  StructType columns();

  /**
   * Returns their cells for a crystal.
   *
   * @param members the networks of the model
   * @throws ArithmeticException if a number is not finite; the message names it
   */
  List<Object> cells(List<Predictor> members, CrystalGraph graph);
}
