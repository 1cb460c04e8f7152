package org.latticework.jobs.model;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.pipeline.featurize.StoredRecipe;
import org.latticework.pipeline.material.Target;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.trainingset.TableVersions;

/**
 * What a model was made of: enough to make it again.
 *
 * @param version of Latticework
 * @param trainingId of the training, the same however often it was stopped and went on; empty in
 *     files of older builds
 * @param model name
 * @param split name of the split
 * @param target columns it learned from, joined by ", "
 * @param graphConfig id of the graphs it learned from; it takes no others but those that come to
 *     the same
 * @param cutoff of these graphs, Å
 * @param maxNeighbors of these graphs
 * @param ties of these graphs: all or cut; empty in files of older builds
 * @param merge whether equivalent atoms are merged in these graphs
 * @param images whether these graphs have the cells that neighbors are in
 * @param symmetric whether these graphs have the reverse of each edge
 * @param edgeFeatures the basis whose Gaussians are stored in these graphs; empty where none are
 * @param atomFeatures fingerprint of the table of features per element; empty where vectors of
 *     elements were learned
 * @param seed of the training
 * @param asOf release whose materials it learned from; empty for all as they were then
 * @param tableVersions the commits of the tables that it was trained on
 * @param ancestors the model whose parameters it began with; none where it began at random
 */
public record Provenance(
    String version,
    String trainingId,
    String model,
    String split,
    String target,
    String graphConfig,
    double cutoff,
    int maxNeighbors,
    String ties,
    boolean merge,
    boolean images,
    boolean symmetric,
    String edgeFeatures,
    String atomFeatures,
    long seed,
    String asOf,
    TableVersions tableVersions,
    List<Ancestry> ancestors)
    implements Serializable {
  static final String FILE = "provenance.json";

  public Provenance {
    trainingId = Objects.requireNonNullElse(trainingId, "");
    ties = Objects.requireNonNullElse(ties, "");
    atomFeatures = Objects.requireNonNullElse(atomFeatures, ""); // files of before have none
    ancestors = List.copyOf(Objects.requireNonNullElse(ancestors, List.of()));
  }

  /**
   * Checks that the training has a name and graphs that this build can make.
   *
   * @throws ConfigurationException if an older build has begun it
   */
  public void requireThisBuild() {
    if (!CurrentTraining.isId(trainingId) || ties.isEmpty()) {
      throw ofOlderBuild(model);
    }
  }

  static ConfigurationException ofOlderBuild(String model) {
    return new ConfigurationException(
        "The training of %s was begun by an older build: featurize, and train again with --overwrite"
            .formatted(model));
  }

  /** Returns the release whose materials it learned from; empty for all as they were then. */
  public Optional<String> release() {
    return Optional.of(asOf).filter(release -> !release.isEmpty());
  }

  /** Returns the properties, which may be among {@code ingest.extra-targets}. */
  public List<Target> targets() {
    return Arrays.stream(target.split(", "))
        .map(column -> Target.ofColumn(column).orElseGet(() -> MaterialTable.extraTarget(column)))
        .toList();
  }

  /** Returns the same of a model of another name. */
  public Provenance withModel(String name) {
    return with(name, ancestors);
  }

  /** Returns the same of a training that begins with the parameters of a model. */
  public Provenance withAncestor(Ancestry ancestor) {
    return with(model, List.of(ancestor));
  }

  private Provenance with(String name, List<Ancestry> others) {
    return new Provenance(
        version,
        trainingId,
        name,
        split,
        target,
        graphConfig,
        cutoff,
        maxNeighbors,
        ties,
        merge,
        images,
        symmetric,
        edgeFeatures,
        atomFeatures,
        seed,
        asOf,
        tableVersions,
        others);
  }

  /** Returns the recipe of these graphs. */
  public StoredRecipe graphs() {
    return new StoredRecipe(
        graphConfig, cutoff, maxNeighbors, ties, merge, images, symmetric, edgeFeatures);
  }
}
