package org.latticework.jobs.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.featurize.StoredRecipe;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.model.saved.SavedModel;

/**
 * A model of the workspace that a training begins with, as it is now. A training that can be
 * stopped keeps a copy of its files, so that it goes on whatever becomes of the model.
 *
 * @param name of the model
 * @param trainingId of the training that made it
 * @param graphs that it has learned from
 * @param networks its files
 */
public record AncestorModel(
    String name, String trainingId, StoredRecipe graphs, List<PackedModel.Network> networks) {
  public AncestorModel {
    networks = List.copyOf(networks);
  }

  /**
   * Reads a model.
   *
   * @throws org.latticework.jobs.settings.ConfigurationException if there is none of that name, or
   *     another build has made it
   */
  public static AncestorModel read(ModelFolder folder, Configuration hadoop) throws IOException {
    folder.require();
    ModelVersion version = folder.current(hadoop);
    Provenance provenance = version.provenance(hadoop);
    provenance.requireThisBuild();
    PackedModel packed = PackedModel.read(folder.name(), folder.files(hadoop));
    folder.requireCurrent(version, hadoop);
    packed.open(); // which checks them
    return new AncestorModel(
        folder.name(), version.trainingId(), provenance.graphs(), packed.networks());
  }

  /**
   * Reads a copy.
   *
   * @param folder that {@link #write} has written to
   * @param training that keeps it
   * @throws IOException if it cannot be read, or is of another training than is written down
   */
  static AncestorModel read(Location folder, Provenance training, Configuration hadoop)
      throws IOException {
    Ancestry known = training.ancestors().get(0);
    List<PackedModel.Network> networks = new ArrayList<>();
    for (int member = 1; member <= known.weightsSha256().size(); member++) {
      PackedModel.Network network =
          PackedModel.Network.read(new StoredFiles(folder, hadoop), EnsembleCard.folder(member));
      if (!network.sha256().equals(known.weightsSha256().get(member - 1))) {
        throw new IOException(
            "%s are not the weights that the training of %s began with: start over with --overwrite"
                .formatted(network.folder(), training.model()));
      }
      networks.add(network);
    }
    return new AncestorModel(known.model(), known.trainingId(), training.graphs(), networks);
  }

  /** Writes a copy of its networks. */
  void write(Location folder, Configuration hadoop) throws IOException {
    for (int member = 1; member <= networks.size(); member++) {
      Location copy = folder.child(EnsembleCard.folder(member));
      copy.child(SavedModel.WEIGHTS).write(networks.get(member - 1).weights(), hadoop);
      copy.child(SavedModel.CARD).write(networks.get(member - 1).card(), hadoop);
    }
  }

  /** Opens its networks; the caller's to close. */
  public List<TrainedModel> open() throws IOException {
    List<TrainedModel> models = new ArrayList<>();
    try {
      for (PackedModel.Network network : networks) {
        models.add(
            SavedModel.read(
                    new ByteArrayInputStream(network.card()),
                    new ByteArrayInputStream(network.weights()),
                    network.weights().length,
                    network.folder())
                .model());
      }
      return models;
    } catch (IOException | RuntimeException e) {
      models.forEach(TrainedModel::close);
      throw e;
    }
  }

  /**
   * Returns what is written down of it.
   *
   * @param head whether its head is kept
   * @param scaling whether the scales of its outputs are
   * @param frozen parts that stay as they are
   */
  public Ancestry ancestry(boolean head, boolean scaling, List<String> frozen) {
    return new Ancestry(
        name,
        trainingId,
        networks.stream().map(PackedModel.Network::sha256).toList(),
        head ? "kept" : "new",
        scaling ? "kept" : "refitted",
        frozen);
  }
}
