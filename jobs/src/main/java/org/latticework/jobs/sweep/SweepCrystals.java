package org.latticework.jobs.sweep;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.latticework.jobs.fold.GraphChoice;
import org.latticework.jobs.fold.LabeledFolds;
import org.latticework.jobs.fold.ReadFolds;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.train.config.TrainConfig;
import org.latticework.pipeline.delta.LostVersionException;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.trainingset.NestedSubsets;
import org.latticework.pipeline.trainingset.TableVersions;
import org.latticework.trainer.batch.Example;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.sweep.SweepRun;

/**
 * The crystals of a sweep. Those of the same graphs, columns and tables are sent to every executor
 * once, however many splits and runs use them.
 */
final class SweepCrystals implements AutoCloseable {
  private static final int LEAST_VALIDATION = 100; // fewer make the choice of an epoch a lottery

  private final JobRun run;
  private final Map<List<Object>, Shared> shared = new HashMap<>();

  SweepCrystals(JobRun run) {
    this.run = run;
  }

  /** Crystals of the same graphs and columns; their splits by name. */
  private static final class Shared {
    private final Map<String, Integer> places = new LinkedHashMap<>(); // by material id
    private final Map<String, Folded> splits = new HashMap<>();
    private Example[] all = {};
    private Broadcast<Example[]> sent;

    int place(Example example) {
      Integer place = places.putIfAbsent(example.materialId(), places.size());
      if (place == null) {
        if (places.size() > all.length) {
          all = Arrays.copyOf(all, Math.max(1024, 2 * all.length));
        }
        all[places.size() - 1] = example;
        return places.size() - 1;
      }
      return place;
    }
  }

  /** The crystals of a split: names, groups and places of each fold, by the names. */
  private static final class Folded {
    private final Map<Fold, List<String>> ids;
    private final Map<Fold, int[]> places;
    private final Map<String, String> groups;
    private final Map<List<Object>, int[]> orders = new HashMap<>(); // by fold and seed

    Folded(Map<Fold, List<String>> ids, Map<Fold, int[]> places, Map<String, String> groups) {
      this.ids = ids;
      this.places = places;
      this.groups = groups;
    }

    int size(Fold fold) {
      return places.get(fold).length;
    }

    /** Returns the places of a fold; not copied. */
    int[] all(Fold fold) {
      return places.get(fold);
    }

    /** Returns the first places of a fold in the order of a seed. */
    int[] first(Fold fold, int count, long seed) {
      if (count == size(fold)) {
        return all(fold);
      }
      return Arrays.copyOf(
          orders.computeIfAbsent(List.of(fold, seed), key -> ordered(fold, seed)), count);
    }

    private int[] ordered(Fold fold, long seed) {
      List<String> names = ids.get(fold);
      int[] order = NestedSubsets.order(names, names.stream().map(groups::get).toList(), seed);
      return Arrays.stream(order).map(k -> places.get(fold)[k]).toArray();
    }
  }

  private static List<Object> key(Provenance provenance, TrainConfig config) {
    return List.of(
        provenance.graphConfig(),
        provenance.target(),
        provenance.asOf(),
        provenance.tableVersions(),
        config.limits(),
        config.basis(),
        config.training().network().config().needs().directions());
  }

  /**
   * Reads the crystals of a run, unless another one has them already.
   *
   * @return how many there are to learn from
   * @throws ConfigurationException if there are none to learn from, or to judge on
   */
  int read(Provenance provenance, TrainConfig config) throws IOException {
    Shared crystals = shared.computeIfAbsent(key(provenance, config), it -> new Shared());
    Folded split = crystals.splits.get(provenance.split());
    if (split == null) {
      split = folded(crystals, provenance, config);
      crystals.splits.put(provenance.split(), split);
    }
    return split.size(Fold.TRAIN);
  }

  /**
   * Checks that there are crystals to compare runs by while they train; {@link #read} has read
   * them.
   *
   * @throws ConfigurationException if there are none
   */
  void requireValidation(Provenance provenance, TrainConfig config) {
    Folded split = shared.get(key(provenance, config)).splits.get(provenance.split());
    if (split.size(Fold.VALIDATION) == 0) {
      throw new ConfigurationException(
          "sweep.halving.factor above 0 compares runs by the validation fold, and that of the split %s has no crystal: split again, with split.validation above 0"
              .formatted(provenance.split()));
    }
  }

  private Folded folded(Shared crystals, Provenance provenance, TrainConfig config)
      throws IOException {
    requireTables(provenance);
    NetworkConfig network = config.training().network().config();
    GraphChoice.sayDifferences(run.console(), provenance.graphs(), network.gaussians());
    Map<Fold, List<String>> ids = new EnumMap<>(Fold.class);
    Map<Fold, int[]> places = new EnumMap<>(Fold.class);
    LabeledFolds labeled = LabeledFolds.toTrainOn(run, provenance, network, config.limits());
    try (ReadFolds folds = labeled.read(Fold.TRAIN, Fold.VALIDATION, Fold.TEST)) {
      for (Fold fold : List.of(Fold.TRAIN, Fold.VALIDATION, Fold.TEST)) {
        List<Example> examples = folds.examples(fold).collect();
        ids.put(fold, examples.stream().map(Example::materialId).toList());
        places.put(fold, examples.stream().mapToInt(crystals::place).toArray());
      }
    }
    if (ids.get(Fold.TEST).isEmpty()) {
      throw new ConfigurationException(
          "The test fold of the split %s has no crystal to judge runs on: split again, with split.test above 0"
              .formatted(provenance.split()));
    }
    return new Folded(ids, places, labeled.groups());
  }

  /** Checks that what the sweep began with can still be read. */
  private void requireTables(Provenance provenance) {
    TableVersions tables = provenance.tableVersions();
    try {
      tables.requireDecisions(
          run.spark(), run.workspace(), provenance.split(), provenance.release());
      tables.requireGraphs(run.spark(), run.workspace(), provenance.graphConfig());
    } catch (LostVersionException e) {
      throw new ConfigurationException(
          "A table is gone as it was when the sweep began (%s): choose another --name"
              .formatted(e.getMessage()),
          e);
    }
  }

  /**
   * Returns a run with its crystals, which {@link #read} has read.
   *
   * @param id of the run
   * @param kept how it is trained, and what is kept of it
   * @param crystals N, to learn from; the first N in the order of the run's seed
   * @param wholeValidation whether it validates on the whole fold, not on a part of it as large as
   *     N is of the training fold, and 100 at least
   */
  SweepRun run(String id, KeptRun kept, int crystals, boolean wholeValidation) {
    Provenance provenance = kept.provenance();
    TrainConfig config = kept.config();
    Shared of = shared.get(key(provenance, config));
    if (of.sent == null) {
      of.sent = run.sparkContext().broadcast(Arrays.copyOf(of.all, of.places.size()));
    }
    Folded split = of.splits.get(provenance.split());
    int whole = split.size(Fold.VALIDATION);
    double part = (double) crystals / split.size(Fold.TRAIN);
    int validation =
        wholeValidation
            ? whole
            : Math.min(whole, Math.max(LEAST_VALIDATION, (int) Math.round(part * whole)));
    long seed = config.training().seed();
    return new SweepRun(
        id,
        config.training(),
        of.sent,
        kept,
        split.size(Fold.TRAIN) + whole + split.size(Fold.TEST),
        split.first(Fold.TRAIN, crystals, seed),
        split.first(Fold.VALIDATION, validation, seed),
        split.all(Fold.TEST));
  }

  @Override
  public void close() {
    for (Shared crystals : shared.values()) {
      if (crystals.sent != null) {
        crystals.sent.destroy();
      }
    }
  }
}
