package org.latticework.jobs.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.calibration.ConformalFactor;
import org.latticework.trainer.model.Ensemble;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.model.saved.OlderModelException;
import org.latticework.trainer.model.saved.SavedModel;

/**
 * The folder {@code models/<name>/<training id>/} of a workspace: what one training made. {@code
 * model.json} and {@code weights.safetensors} are the network, {@code config.json}, {@code
 * metrics.json} and {@code provenance.json} tell how it came to be. Of an ensemble each network has
 * a folder {@code member-<n>}, and {@code ensemble.json} says how many there are. All but the
 * settings name the training, and are read only where they name the same one.
 *
 * @param name of the model
 * @param trainingId of the training
 * @param folder where its files are
 */
public record ModelVersion(String name, String trainingId, Location folder) {
  private static final String METRICS = "metrics.json";

  /** Writes the networks and what belongs to them, and reads the networks back. */
  public void write(
      Ensemble model, Map<String, String> documents, Provenance provenance, Configuration hadoop)
      throws IOException {
    for (Map.Entry<String, String> document : documents.entrySet()) {
      write(document.getKey(), document.getValue(), hadoop);
    }
    write(Provenance.FILE, Json.indented(provenance), hadoop);
    if (model.members().size() == 1) {
      new NetworkFiles(folder).write(trainingId, model.members().get(0), hadoop);
    } else {
      writeMembers(model, hadoop);
    }
    model(hadoop).close();
  }

  private void writeMembers(Ensemble model, Configuration hadoop) throws IOException {
    int members = model.members().size();
    for (int k = 0; k < members; k++) {
      member(k + 1).write(trainingId, model.members().get(k), hadoop);
    }
    EnsembleCard card = new EnsembleCard(trainingId, members, model.intervals());
    write(EnsembleCard.FILE, Json.indented(card), hadoop);
  }

  private NetworkFiles member(int number) {
    return new NetworkFiles(folder.child(EnsembleCard.folder(number)));
  }

  /** Writes one more document of the model. */
  public void write(String file, String json, Configuration hadoop) throws IOException {
    folder.child(file).write(json + "\n", hadoop);
  }

  /** Reads the networks, one of them unless it is an ensemble; the caller's to close. */
  public Ensemble model(Configuration hadoop) throws IOException {
    Members all = members(hadoop);
    List<TrainedModel> members = new ArrayList<>();
    try {
      for (NetworkFiles files : all.files()) {
        members.add(network(files, hadoop));
      }
      return new Ensemble(members, all.intervals());
    } catch (IOException | RuntimeException e) {
      members.forEach(TrainedModel::close);
      throw e;
    }
  }

  /** Where the networks are, and what makes intervals of their deviations. */
  private record Members(List<NetworkFiles> files, List<ConformalFactor> intervals) {}

  private Members members(Configuration hadoop) throws IOException {
    if (folder.child(EnsembleCard.FILE).missing()) {
      return new Members(List.of(new NetworkFiles(folder)), List.of());
    }
    EnsembleCard card =
        Json.parse(folder.child(EnsembleCard.FILE).read(hadoop), EnsembleCard.class);
    requireId(EnsembleCard.FILE, card.trainingId());
    return new Members(
        IntStream.rangeClosed(1, card.members()).mapToObj(this::member).toList(), card.intervals());
  }

  private TrainedModel network(NetworkFiles files, Configuration hadoop) throws IOException {
    try {
      SavedModel saved = files.read(hadoop);
      requireId(SavedModel.CARD, saved.trainingId());
      return saved.model();
    } catch (OlderModelException e) {
      throw NetworkFiles.ofAnotherBuild(name, e);
    }
  }

  /** Returns every setting of the training, as JSON. */
  public String configuration(Configuration hadoop) throws IOException {
    return folder.child("config.json").read(hadoop);
  }

  /** Returns what the training reported, and each epoch of it. */
  public Map<?, ?> metrics(Configuration hadoop) throws IOException {
    Map<?, ?> metrics = Json.parse(folder.child(METRICS).read(hadoop), Map.class);
    requireId(METRICS, metrics.get("training_id"));
    return metrics;
  }

  /** Returns the facts that a job has written to a file of the model, if it has. */
  public Optional<Summary> summary(String file, Configuration hadoop) throws IOException {
    if (folder.child(file).missing()) {
      return Optional.empty();
    }
    Map<?, ?> facts = Json.parse(folder.child(file).read(hadoop), Map.class);
    requireId(file, facts.get("training_id"));
    return Optional.of(Summary.of(facts));
  }

  public Provenance provenance(Configuration hadoop) throws IOException {
    Provenance provenance =
        Json.parse(folder.child(Provenance.FILE).read(hadoop), Provenance.class);
    requireId(Provenance.FILE, provenance.trainingId());
    return provenance;
  }

  private void requireId(String file, Object found) throws IOException {
    new CurrentTraining(name, trainingId).require(folder.child(file).text(), found);
  }
}
