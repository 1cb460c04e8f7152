package org.latticework.jobs.fold;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.featurize.StoredRecipe;
import org.latticework.trainer.network.NetworkConfig;

/** Chooses the graphs to learn from among those that the table holds. */
public final class GraphChoice {
  private static final String AUTO = "auto";

  private GraphChoice() {}

  /**
   * Returns the recipe that is asked for.
   *
   * @param asked {@code train.graphs}: its id, or {@code auto} for the only one there is that the
   *     network can read
   * @throws ConfigurationException if there is no such recipe, or several, it names those there
   *     are; if the network cannot read such graphs, it says what makes others
   */
  public static StoredRecipe of(JobRun run, String asked, NetworkConfig network) {
    List<StoredRecipe> there = StoredRecipe.all(run.spark(), run.workspace());
    List<StoredRecipe> meant = meant(there, asked, network);
    if (meant.size() == 1) {
      return required(network, meant.get(0));
    }
    Map<String, String> older = StoredRecipe.older(run.spark(), run.workspace());
    if (there.isEmpty() || older.containsKey(asked)) {
      requireThisBuild(asked, older);
    }
    if (there.isEmpty()) {
      throw new ConfigurationException(
          "There are no graphs in %s: run latticework featurize first"
              .formatted(run.location().text()));
    }
    throw new ConfigurationException(
        asked.equals(AUTO)
            ? "Name the graphs to learn from with --graphs; the network %s can read %s"
                .formatted(network.kind(), listed(meant))
            : "There are no graphs %s (train.graphs); the table graphs holds %s"
                .formatted(asked, listed(there)));
  }

  private static String listed(List<StoredRecipe> recipes) {
    return recipes.stream()
        .map(it -> "%s (%s)".formatted(it.id(), it.words()))
        .collect(joining(" and "));
  }

  /** Returns those that are asked for; where the network can read some of them, these alone. */
  static List<StoredRecipe> meant(List<StoredRecipe> there, String asked, NetworkConfig network) {
    List<StoredRecipe> named =
        there.stream().filter(it -> asked.equals(AUTO) || it.id().equals(asked)).toList();
    List<StoredRecipe> read = named.stream().filter(it -> canRead(network, it)).toList();
    if (read.isEmpty() && !named.isEmpty()) {
      return List.of(named.get(0)); // to be refused
    }
    return read;
  }

  private static boolean canRead(NetworkConfig network, StoredRecipe graphs) {
    return network.needs().lackedBy(graphs.config()).isEmpty();
  }

  /**
   * Returns the recipe, once it is known that the network can read its graphs.
   *
   * @throws ConfigurationException if it cannot; it says what makes graphs that it can
   */
  static StoredRecipe required(NetworkConfig network, StoredRecipe graphs) {
    List<String> lacked = network.needs().lackedBy(graphs.config());
    if (!lacked.isEmpty()) {
      throw new ConfigurationException(
          "The network %s needs %s, which the graphs %s (%s) do not have: make such with latticework featurize %s, and name them with --graphs"
              .formatted(
                  network.kind(),
                  String.join(", ", lacked),
                  graphs.id(),
                  graphs.words(),
                  StoredRecipe.options(network.needs().met(graphs.config()))));
    }
    return graphs;
  }

  /**
   * Returns the recipe that a training learns from which begins with a model: one that comes to the
   * same as that of the model.
   *
   * @param asked {@code train.graphs}: its id, or {@code auto} for the one that does
   * @param learned the graphs that the model has learned from
   * @param model its name
   * @param network its network
   * @throws ConfigurationException if there is none; it names both and what makes the right ones
   */
  public static StoredRecipe toGoOnFrom(
      JobRun run, String asked, StoredRecipe learned, String model, NetworkConfig network) {
    if (asked.equals(AUTO)) {
      List<StoredRecipe> same =
          StoredRecipe.all(run.spark(), run.workspace()).stream()
              .filter(it -> learned.comesToTheSameAs(it) && canRead(network, it))
              .toList();
      if (!same.isEmpty()) {
        return same.stream()
            .filter(it -> it.id().equals(learned.id()))
            .findFirst()
            .orElse(same.get(0));
      }
    }
    StoredRecipe chosen = of(run, asked, network);
    if (!learned.comesToTheSameAs(chosen)) {
      throw new ConfigurationException(
          "The graphs %s (%s) are not those that %s has learned from (%s): make such with latticework featurize %s, and name them with --graphs"
              .formatted(chosen.id(), chosen.words(), model, learned.words(), learned.options()));
    }
    return chosen;
  }

  /** Names graphs of an older build, and the command that makes them again. */
  private static void requireThisBuild(String asked, Map<String, String> older) {
    for (Map.Entry<String, String> graphs : older.entrySet()) {
      if (asked.equals(AUTO) || asked.equals(graphs.getKey())) {
        throw new ConfigurationException(
            "The graphs %s were made by an older build: make them again with latticework featurize %s"
                .formatted(graphs.getKey(), graphs.getValue()));
      }
    }
  }

  /**
   * Returns the id of graphs to judge a model on: those that it was trained on, or, where none are
   * there, others that come to the same.
   *
   * @param trained the graphs it was trained on
   * @param network of the model
   */
  static String toJudgeOn(JobRun run, StoredRecipe trained, NetworkConfig network) {
    List<StoredRecipe> there = StoredRecipe.all(run.spark(), run.workspace());
    if (there.stream().anyMatch(it -> it.id().equals(trained.id()))) {
      return trained.id();
    }
    Optional<StoredRecipe> same =
        there.stream()
            .filter(it -> trained.comesToTheSameAs(it) && canRead(network, it))
            .findFirst();
    same.ifPresent(
        it ->
            run.console()
                .say(
                    "Graphs     %s instead of %s (%s): they come to the same",
                    it.id(), trained.id(), trained.words()));
    return same.map(StoredRecipe::id).orElse(trained.id());
  }

  /** Says what the network cannot see of the graphs, and what is computed though it is stored. */
  public static void sayDifferences(
      Console console, StoredRecipe graphs, Optional<GaussianBasis> gaussians) {
    gaussians.ifPresent(basis -> sayDifferences(console, graphs, basis));
  }

  private static void sayDifferences(Console console, StoredRecipe graphs, GaussianBasis basis) {
    if (graphs.cutoff() > basis.cutoff()) {
      console.say(
          "Basis      ends at %s Å, edges at %s Å: what is between enters as zeros",
          basis.cutoff(), graphs.cutoff());
      console.sayBelow("(train.network.cgcnn.basis.cutoff, featurize.cutoff)");
    }
    if (!graphs.features().isEmpty() && !graphs.features().equals(basis.description())) {
      console.say("Basis      is not the one stored with the edges: Gaussians are computed again");
    }
  }
}
