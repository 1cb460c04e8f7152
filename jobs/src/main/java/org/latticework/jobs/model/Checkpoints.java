package org.latticework.jobs.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Json;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import org.latticework.trainer.round.DivergenceException;
import org.latticework.trainer.state.OtherFormatException;
import org.latticework.trainer.state.TrainingState;

/**
 * The folder {@code checkpoints/<model>/} of a workspace: what a training that was stopped goes on
 * from. {@code config.json} and, when the training begins, {@code provenance.json}, then {@code
 * state-<epoch>-<round>.zip}, each whole or not at all, the newest last by name. The best
 * parameters so far are in every state. Of an ensemble, {@code member-<n>} holds a member that is
 * trained; {@code ancestor} is the model that a training began with. Gone once the model is saved.
 *
 * @param model name
 * @param folder where its files are
 */
public record Checkpoints(String model, Location folder) {
  private static final String CONFIG = "config.json";
  private static final String PROVENANCE = "provenance.json";
  private static final String ANCESTOR = "ancestor";

  public static Checkpoints of(Location workspace, String model) {
    return new Checkpoints(model, workspace.child("checkpoints").child(model));
  }

  /** Returns whether no training of this model is unfinished. */
  public boolean missing() {
    return folder.child(PROVENANCE).missing();
  }

  /** Checks that no training of this model is unfinished. */
  public void requireAbsent() {
    if (!missing()) {
      throw new ConfigurationException(
          "A training of %s was stopped and left its state in %s: go on with --resume, or start over with --overwrite"
              .formatted(model, folder.text()));
    }
  }

  /**
   * Notes that a training begins, in place of what an earlier one has left.
   *
   * @param ancestor the model that it begins with, which is copied
   */
  public void begin(
      Settings settings,
      Provenance provenance,
      Optional<AncestorModel> ancestor,
      Configuration hadoop)
      throws IOException {
    remove(hadoop);
    note(settings, hadoop);
    if (ancestor.isPresent()) {
      ancestor.get().write(folder.child(ANCESTOR), hadoop);
    }
    folder.child(PROVENANCE).write(Json.indented(provenance) + "\n", hadoop);
  }

  /** Notes the settings with which the training goes on. */
  public void note(Settings settings, Configuration hadoop) throws IOException {
    folder.child(CONFIG).write(settings.toJson() + "\n", hadoop);
  }

  /** Returns the model that the unfinished training began with, if there is such a training. */
  public Optional<AncestorModel> ancestor(Configuration hadoop) throws IOException {
    if (missing() || provenance(hadoop).ancestors().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(AncestorModel.read(folder.child(ANCESTOR), provenance(hadoop), hadoop));
  }

  public Provenance provenance(Configuration hadoop) throws IOException {
    return Json.parse(folder.child(PROVENANCE).read(hadoop), Provenance.class);
  }

  /** Returns the settings that the training began with, or went on with last, as JSON. */
  public String configuration(Configuration hadoop) throws IOException {
    return folder.child(CONFIG).read(hadoop);
  }

  /**
   * Returns the newest state that is not damaged; empty where the training was stopped before the
   * first.
   *
   * @param console is told of those that are
   * @throws ConfigurationException if another version has written it
   * @throws IOException if a file cannot be read, or there are states and all are damaged
   */
  public Optional<TrainingState> newest(Console console, Configuration hadoop) throws IOException {
    List<String> states = states(hadoop);
    for (int k = states.size() - 1; k >= 0; k--) {
      Location file = folder.child(states.get(k));
      byte[] content = content(file, hadoop);
      try {
        return Optional.of(TrainingState.load(new ByteArrayInputStream(content)));
      } catch (OtherFormatException e) {
        throw new ConfigurationException(
            "Cannot go on from %s: %s. The training was begun with Latticework %s: go on with that, or start over with --overwrite"
                .formatted(file.text(), e.getMessage(), provenance(hadoop).version()),
            e);
      } catch (IOException e) {
        console.say("Damaged    %s: %s", file.text(), e.getMessage());
      }
    }
    if (states.isEmpty()) {
      return Optional.empty();
    }
    throw new IOException(
        "Every state in %s is damaged: --overwrite starts over".formatted(folder.text()));
  }

  /** Reads a state whole, so that what fails after that is its own fault. */
  private static byte[] content(Location file, Configuration hadoop) throws IOException {
    try (InputStream in = file.open(hadoop)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IOException(
          "Cannot read the state %s: %s".formatted(file.text(), e.getMessage()), e);
    }
  }

  /** Returns the file of the newest state, if there is one. */
  public Optional<Location> newestFile(Configuration hadoop) throws IOException {
    List<String> states = states(hadoop);
    return states.isEmpty()
        ? Optional.empty()
        : Optional.of(folder.child(states.get(states.size() - 1)));
  }

  /**
   * Writes a state, and removes the oldest and any that would come after it: they were of rounds
   * that were counted otherwise.
   *
   * @param most how many stay
   */
  public void keep(TrainingState state, int most, Configuration hadoop) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.save(bytes);
    TrainingState.Position position = state.position();
    String name = "state-%06d-%06d.zip".formatted(position.epoch(), position.round());
    folder.child(name).write(bytes.toByteArray(), hadoop);
    List<String> states = states(hadoop);
    int end = states.indexOf(name) + 1;
    for (int k = 0; k < states.size(); k++) {
      if (k < end - most || k >= end) {
        folder.child(states.get(k)).delete(hadoop);
      }
    }
  }

  /** Returns where a member of an ensemble waits for the others. */
  public Location member(int number) {
    return folder.child(EnsembleCard.folder(number));
  }

  /** Writes down which crystals a training diverged with, and returns where. */
  public Location note(DivergenceException e, Configuration hadoop) throws IOException {
    Summary note =
        new Summary()
            .put("epoch", e.epoch())
            .put("round", e.round())
            .put("material_ids", e.suspects());
    Location file = folder.child("diverged.json");
    file.write(Json.indented(note.facts()) + "\n", hadoop);
    return file;
  }

  /** Removes all of it, first what says that there is something. */
  public void remove(Configuration hadoop) throws IOException {
    folder.child(PROVENANCE).delete(hadoop);
    folder.delete(hadoop);
  }

  private List<String> states(Configuration hadoop) throws IOException {
    return folder.names(hadoop).stream()
        .filter(name -> name.matches("state-\\d+-\\d+\\.zip"))
        .toList();
  }
}
