package org.latticework.jobs.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.model.LocalFiles;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.model.Ensemble;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.task.Regression;
import org.latticework.trainer.task.Scaling;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

/** A model with random weights that knows the elements up to zirconium, but rubidium. */
final class ServedModel {
  static final int ELEMENTS = 40;
  private static final int RUBIDIUM = 37;

  private ServedModel() {}

  /** Writes it below a workspace, and reads it as the server does. */
  static PredictingModel in(Path workspace) throws IOException {
    CgcnnConfig config =
        new CgcnnConfig(
            ConvolutionVariant.SUM_NORM,
            16,
            new GaussianBasis(6, 12, 0.5, true),
            2,
            32,
            ELEMENTS,
            false,
            0);
    TrainedModel model =
        new TrainedModel(
            NetworkGraph.build(config, new Sgd(0.1), DataType.FLOAT, 1),
            Regression.of("band_gap"),
            Scaling.identity(1),
            Map.of(
                TrainedModel.ELEMENTS,
                "8,11,12,14,17",
                TrainedModel.KNOWN_ELEMENTS,
                IntStream.rangeClosed(1, ELEMENTS)
                    .filter(element -> element != RUBIDIUM)
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(","))));
    Provenance provenance =
        Json.parse(
            """
            {"training_id": "00000000-0000-4000-8000-00000000000a", "target": "band_gap", "cutoff": 6,
             "max_neighbors": 12, "ties": "all", "merge": true}""",
            Provenance.class);
    ModelFolder.of(new Location(workspace.toString()), "small")
        .save(Ensemble.of(model), Map.of(), provenance, new Configuration());
    return PredictingModel.open(
        "small",
        new LocalFiles(workspace.resolve("models/small")),
        PredictingModel.Asked.PREDICTIONS);
  }
}
