package org.latticework.jobs.train.tuning;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.jobs.model.AncestorModel;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.config.FineTuneConfig;
import org.latticework.jobs.train.config.NetworkSettings;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.trainer.beginning.Ancestor;
import org.latticework.trainer.beginning.Beginning;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.model.TrainedModel;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.part.PartRates;
import org.latticework.trainer.task.Task;

/**
 * What a training takes of a model.
 *
 * @param config what to train; of the shape that the settings say
 * @param settings all of them
 * @param model to begin with
 */
record AncestorUse(TrainConfig config, Settings settings, AncestorModel model) {

  /**
   * Returns the training with the model's network.
   *
   * @throws ConfigurationException if it cannot begin with that model
   */
  FineTuning tuning() throws IOException {
    List<TrainedModel> networks = model.open();
    try {
      requireMembers(networks.size());
      TrainedModel first = networks.get(0);
      boolean head = keepsHead(first.task());
      boolean scaling = keepsScaling(first.task(), head);
      PartRates rates = config.training().optimization().rates();
      List<String> frozen = frozen(rates, first.config(), head);
      NetworkBlueprint network = blueprint(first);
      List<Beginning> beginnings =
          networks.stream().map(it -> (Beginning) Ancestor.of(it, head, scaling)).toList();
      return new FineTuning(
          config.from(network, beginnings.get(0)),
          NetworkSettings.withShape(settings, network.config(), model.name()),
          Optional.of(new Origin(model, beginnings, model.ancestry(head, scaling, frozen))));
    } finally {
      networks.forEach(TrainedModel::close);
    }
  }

  private void requireMembers(int networks) {
    int members = config.ensemble().members();
    if (networks > 1 && networks != members) {
      throw new ConfigurationException(
          "train.from: %s is an ensemble of %d networks, with which an ensemble of as many begins (train.ensemble.members), got %d"
              .formatted(model.name(), networks, members));
    }
  }

  private boolean keepsHead(Task learned) {
    boolean same = learned.equals(config.training().task());
    FineTuneConfig.Head choice = config.fineTuning().head();
    if (choice == FineTuneConfig.Head.KEPT && !same) {
      throw otherTask("train.fine-tune.head", learned);
    }
    return choice != FineTuneConfig.Head.NEW && same;
  }

  private boolean keepsScaling(Task learned, boolean head) {
    return switch (config.fineTuning().scaling()) {
      case AUTO -> head;
      case REFITTED -> false;
      case KEPT -> {
        if (!learned.equals(config.training().task())) {
          throw otherTask("train.fine-tune.scaling", learned);
        }
        yield true;
      }
    };
  }

  private ConfigurationException otherTask(String key, Task learned) {
    return new ConfigurationException(
        "%s cannot be kept: %s has learned %s, and %s is to be learned"
            .formatted(
                key,
                model.name(),
                String.join(", ", learned.outputs()),
                String.join(", ", config.training().task().outputs())));
  }

  private static List<String> frozen(PartRates rates, NetworkConfig network, boolean head) {
    List<String> parts = network.parts();
    Settings.checked(
        "train.freeze",
        () -> {
          rates.requireKnown(parts);
          return rates;
        });
    List<String> frozen = rates.frozenOf(parts);
    if (frozen.size() == parts.size()) {
      throw new ConfigurationException(
          "train.freeze leaves nothing to learn, got " + String.join(", ", frozen));
    }
    if (!head && frozen.contains(NetworkConfig.HEAD)) {
      throw new ConfigurationException(
          "train.freeze: the head is new (train.fine-tune.head), and frozen it would stay random");
    }
    return frozen;
  }

  /** Returns what the new network is built of: all but the kernel is the model's. */
  private NetworkBlueprint blueprint(TrainedModel learned) {
    NetworkBlueprint old = NetworkGraph.blueprint(learned.network());
    NetworkBlueprint asked = config.training().network();
    Optional<String> table = asked.features().map(AtomFeatures::fingerprint);
    if (table.isPresent() && !table.equals(old.features().map(AtomFeatures::fingerprint))) {
      throw new ConfigurationException(
          "train.network.atom-features: the table in %s is not what the atoms of %s (train.from) begin with; leave it out"
              .formatted(settings.text("train.network.atom-features"), model.name()));
    }
    return new NetworkBlueprint(old.config(), old.features(), asked.kernel());
  }
}
