package org.latticework.jobs.fold;

import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.StageProgress;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.pipeline.delta.LostVersionException;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.SplitTable;
import org.latticework.pipeline.trainingset.GraphLimits;
import org.latticework.pipeline.trainingset.LabeledGraphs;
import org.latticework.pipeline.trainingset.ReadGraphs;
import org.latticework.pipeline.trainingset.ReadGraphs.Reason;
import org.latticework.pipeline.trainingset.TableVersions;
import org.latticework.trainer.network.NetworkConfig;

/**
 * The crystals of a model's split, with their graphs and the property.
 *
 * @param run whose workspace is read
 * @param provenance names split, target, graphs and the versions of the tables
 * @param versions of the tables that are read
 * @param graphConfig id of the graphs that are read
 * @param expanded whether the graphs come with the features of edges that are stored
 * @param directed whether the graphs come with directions of edges
 * @param limits beyond which a crystal is left out
 * @param counted folds whose crystals are counted, whether they are used or not
 */
public record LabeledFolds(
    JobRun run,
    Provenance provenance,
    TableVersions versions,
    String graphConfig,
    boolean expanded,
    boolean directed,
    GraphLimits limits,
    Set<Fold> counted) {
  /**
   * Returns what a training that begins now reads: the versions that it records. They are the last
   * ones, so nothing of them is gone.
   *
   * @param network features of edges are read where they are of its basis
   * @param limits of its network
   */
  public static LabeledFolds toTrainOn(
      JobRun run, Provenance provenance, NetworkConfig network, GraphLimits limits) {
    String basis = network.gaussians().map(GaussianBasis::description).orElse("");
    return new LabeledFolds(
        run,
        provenance,
        provenance.tableVersions(),
        provenance.graphConfig(),
        !basis.isEmpty() && provenance.edgeFeatures().equals(basis),
        network.needs().directions(),
        limits,
        EnumSet.allOf(Fold.class));
  }

  /**
   * Returns what a training that goes on reads: the versions that it recorded when it began.
   *
   * @param network features of edges are read where they are of its basis
   * @param limits of its network
   * @throws ConfigurationException if the tables of that time can no longer be read
   */
  public static LabeledFolds toGoOnWith(
      JobRun run, Provenance provenance, NetworkConfig network, GraphLimits limits) {
    TableVersions recorded = provenance.tableVersions();
    try {
      recorded.requireDecisions(
          run.spark(), run.workspace(), provenance.split(), provenance.release());
      recorded.requireGraphs(run.spark(), run.workspace(), provenance.graphConfig());
    } catch (LostVersionException e) {
      throw new ConfigurationException(
          "Cannot resume %s: a table version it read is gone (%s). Use --overwrite to start over"
              .formatted(provenance.model(), e.getMessage()),
          e);
    }
    return toTrainOn(run, provenance, network, limits);
  }

  /**
   * Returns what a model is judged on: the folds and the values as it was trained with them, and
   * all graphs of its configuration, or of one that comes to the same, that there are by now.
   *
   * @param network of the model
   * @param limits of its network
   * @throws ConfigurationException if the tables of that time can no longer be read, or an older
   *     build has made the model
   */
  public static LabeledFolds toJudge(
      JobRun run, Provenance provenance, NetworkConfig network, GraphLimits limits) {
    provenance.requireThisBuild();
    TableVersions recorded = provenance.tableVersions();
    try {
      recorded.requireDecisions(
          run.spark(), run.workspace(), provenance.split(), provenance.release());
    } catch (LostVersionException e) {
      throw new ConfigurationException(
          "Cannot judge %s on the fold kept from it: a table version it read is gone (%s). Train it again"
              .formatted(provenance.model(), e.getMessage()),
          e);
    }
    return new LabeledFolds(
        run,
        provenance,
        recorded.withGraphsOfNow(run.spark(), run.workspace()),
        GraphChoice.toJudgeOn(run, GraphChoice.required(network, provenance.graphs()), network),
        false,
        network.needs().directions(),
        limits,
        Set.of());
  }

  /**
   * Joins and reads crystals, once; counts the materials that are left out and says so.
   *
   * @param needed the fold that must not be empty
   * @param others read with it
   * @throws ConfigurationException if the needed fold has no crystal to use; it says what to do
   */
  public ReadFolds read(Fold needed, Fold... others) throws IOException {
    int partitions = run.sparkContext().defaultParallelism();
    Set<Fold> used = EnumSet.of(needed, others);
    Set<Fold> looked = EnumSet.copyOf(used);
    looked.addAll(counted);
    ReadGraphs graphs = graphs(looked).read(partitions, expanded, directed, limits, used);
    try {
      Map<Fold, ReadGraphs.Counts> counts = StageProgress.during(run, "Reading", graphs::counts);
      Summary leftOut = new LeftOut(counts, used, provenance.target(), limits).say(run.console());
      requireSome(needed, counts);
      return new ReadFolds(graphs, graphConfig, leftOut);
    } catch (IOException | RuntimeException e) {
      graphs.close();
      throw e;
    }
  }

  /** Returns the group of each material of the split, as it was decided. */
  public Map<String, String> groups() {
    Map<String, String> groups = new HashMap<>();
    versions
        .split(run.spark(), run.workspace(), provenance.split())
        .select(SplitTable.MATERIAL_ID, SplitTable.GROUP_KEY)
        .collectAsList()
        .forEach(row -> groups.put(row.getString(0), row.getString(1)));
    return groups;
  }

  private void requireSome(Fold fold, Map<Fold, ReadGraphs.Counts> counts) {
    String materials = "the fold %s of the split %s".formatted(fold.word(), provenance.split());
    ReadGraphs.Counts of = counts.get(fold);
    if (of == null) {
      throw new ConfigurationException(
          counts.isEmpty()
              ? "There is no material in %s: run latticework split --name %s first"
                  .formatted(materials, provenance.split())
              : "All materials are in other folds than %s: split again with --overwrite, and other fractions or another seed"
                  .formatted(materials));
    }
    if (of.labeled() > 0) {
      return;
    }
    long all = of.leftOut().values().stream().mapToLong(Long::longValue).sum();
    if (of.leftOut(Reason.WITHOUT_GRAPH) > 0) {
      throw new ConfigurationException(
          "No graph of the %,d materials in %s: run latticework featurize with %s"
              .formatted(all, materials, provenance.graphs().words()));
    }
    throw new ConfigurationException(
        of.leftOut(Reason.WITHOUT_TARGET) == all
            ? "No value of %s for the %,d materials in %s: train on another --target"
                .formatted(provenance.target(), all, materials)
            : "None of the %,d materials in %s can be used: see what is left out"
                .formatted(all, materials));
  }

  private LabeledGraphs graphs(Set<Fold> folds) {
    LabeledGraphs.Query query =
        new LabeledGraphs.Query(
            provenance.split(), graphConfig, provenance.targets(), folds, provenance.release());
    return Settings.checked(
        "train", () -> LabeledGraphs.of(run.spark(), run.workspace(), query, versions));
  }
}
