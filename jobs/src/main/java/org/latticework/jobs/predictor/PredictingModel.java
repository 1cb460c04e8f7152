package org.latticework.jobs.predictor;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.jobs.console.Complaint;
import org.latticework.jobs.model.ModelFiles;
import org.latticework.jobs.model.PackedModel;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.trainer.model.saved.SavedPredictor;
import org.latticework.trainer.network.CrystalBound;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.task.Regression;

/**
 * A model that is to predict, as it travels to where it does.
 *
 * @param files of its networks
 * @param output what is asked of it about each crystal
 * @param network the kind of its networks, with its numbers
 * @param known the atomic numbers that it has vectors of; empty for all up to the largest
 * @param learned the atomic numbers of its training fold; empty where the model does not say
 * @param training the vectors of its training fold; empty where they are not asked for
 * @param bound how large a crystal may be
 */
public record PredictingModel(
    PackedModel files,
    CrystalOutput output,
    NetworkConfig network,
    Set<Integer> known,
    Set<Integer> learned,
    CrystalVectors training,
    CrystalBound bound)
    implements Serializable {
  /** What is asked of a model about each crystal. */
  public enum Asked {
    PREDICTIONS,
    SITE_CONTRIBUTIONS,
    VECTORS,
    VECTORS_OF_ATOMS
  }

  public PredictingModel {
    known = Set.copyOf(known);
    learned = Set.copyOf(learned);
  }

  /**
   * Opens a model that the user has named.
   *
   * @param asked what is asked of it
   * @throws ConfigurationException if it is damaged, not whole or of another build, or if a module
   *     of Java is missing
   */
  public static PredictingModel open(String name, ModelFiles files, Asked asked) {
    try {
      return read(name, files, asked);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new ConfigurationException(
          "The model %s cannot be read: %s".formatted(name, Complaint.of(e)), e);
    } catch (IllegalStateException e) { // which says the module
      throw new ConfigurationException(e.getMessage(), e);
    }
  }

  /**
   * Reads a model, and opens its networks once to check them.
   *
   * @param asked what is asked of it
   * @throws IOException if it is damaged, or not whole
   */
  static PredictingModel read(String name, ModelFiles files, Asked asked) throws IOException {
    PackedModel packed = PackedModel.read(name, files);
    List<SavedPredictor> members = packed.open();
    SavedPredictor first = members.get(0);
    List<String> lacked = first.config().needs().lackedBy(packed.graphs());
    if (!lacked.isEmpty()) {
      throw new IOException(
          "its network %s needs %s, and it says that it has learned from graphs without"
              .formatted(first.config().kind(), String.join(", ", lacked)));
    }
    PredictedValues values =
        new PredictedValues(
            first.predictor().task().outputs(), members.size() > 1, packed.intervals());
    CrystalOutput output =
        switch (asked) {
          case PREDICTIONS -> values;
          case SITE_CONTRIBUTIONS -> ofSites(name, first, values);
          case VECTORS -> new PooledVector();
          case VECTORS_OF_ATOMS -> new AtomVectors();
        };
    return new PredictingModel(
        packed,
        output,
        first.config(),
        first.elementsKnown().orElse(Set.of()),
        first.elementsLearned().orElse(Set.of()),
        CrystalVectors.none(),
        CrystalBound.STANDARD);
  }

  /** Contributions are there where a prediction is a mean of them. */
  private static SiteContributions ofSites(
      String name, SavedPredictor network, PredictedValues values) {
    if (!(network.predictor().task() instanceof Regression)) {
      throw new ConfigurationException(
          "--site-contributions: the model %s predicts a probability, which is no mean over sites"
              .formatted(name));
    }
    if (!network.config().averagesAtoms()) {
      throw new ConfigurationException(
          "--site-contributions: the model %s predicts with %s, whose layers after the atoms read all of a crystal at once: no site has a part of the prediction"
              .formatted(name, network.config().kind()));
    }
    return new SiteContributions(values);
  }

  /** Returns the same model, which also says which crystal of its training fold lies nearest. */
  public PredictingModel comparingWith(CrystalVectors trainingFold) {
    return new PredictingModel(files, output, network, known, learned, trainingFold, bound);
  }

  /** Returns the same model, which refuses crystals beyond another bound. */
  public PredictingModel upTo(CrystalBound other) {
    return new PredictingModel(files, output, network, known, learned, training, other);
  }

  /** Returns why a crystal is too large, if its network would take too much memory for it. */
  Optional<String> tooLarge(CrystalGraph graph) {
    long bytes = network.memoryOfStep().of(graph);
    return bytes > bound.bytes()
        ? Optional.of(
            "the rows of %s take %,d MB for %,d atoms, and may take %,d MB"
                .formatted(
                    network.kind(), bytes / 1_000_000, graph.atoms(), bound.bytes() / 1_000_000))
        : Optional.empty();
  }

  /** Returns which element of a crystal the networks do not know; empty where they know all. */
  Optional<String> unknown(Structure structure) {
    SortedSet<Integer> crystal = new TreeSet<>(elements(structure));
    if (crystal.last() > network.elements()) {
      return Optional.of(
          "the network knows elements up to %d, the crystal has %d"
              .formatted(network.elements(), crystal.last()));
    }
    return known.isEmpty()
        ? Optional.empty()
        : crystal.stream()
            .filter(element -> !known.contains(element))
            .findFirst()
            .map(element -> "the network does not know element %d".formatted(element));
  }

  /** Returns whether the training fold had all elements of a crystal; empty if that is unknown. */
  Optional<Boolean> seen(Structure structure) {
    return learned.isEmpty()
        ? Optional.empty()
        : Optional.of(learned.containsAll(elements(structure)));
  }

  private static Set<Integer> elements(Structure structure) {
    return Arrays.stream(structure.atomicNumbers()).boxed().collect(Collectors.toSet());
  }
}
