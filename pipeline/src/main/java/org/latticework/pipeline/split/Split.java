package org.latticework.pipeline.split;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.given.FoldFile;
import org.latticework.pipeline.given.MatbenchFolds;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.level.Levels;
import org.latticework.pipeline.material.Fold;
import org.latticework.pipeline.table.MaterialTable;
import org.latticework.pipeline.table.RejectionTable;
import org.latticework.pipeline.table.ReleaseTable;
import org.latticework.pipeline.table.SplitTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for each material whether it is learned from, stopped by or judged by, and writes the
 * decisions under a name; or under several names, such as those of a cross-validation.
 *
 * <p>Running the same split again decides only on materials that have come since, and commits
 * nothing if there are none: models trained before keep their test set. A split that would move a
 * material to another fold is refused unless it may overwrite: another seed moves some, and so does
 * a release that has changed what a material is made of. One that may overwrite and decides
 * otherwise, or no more on some materials, replaces all its decisions in one commit, and readers
 * see the old ones or the new ones.
 *
 * <p>Of several splits all are decided and checked before the first is written. Each is one commit,
 * so that a run that is killed between two of them is completed by another.
 */
public final class Split {
  private static final Logger LOG = LoggerFactory.getLogger(Split.class);
  private static final int EXAMPLES = 3;

  private final SparkSession spark;
  private final Workspace workspace;
  private final SplitOptions options;
  private final Dataset<Row> materials;
  private final List<String> notes = new ArrayList<>(); // on all splits

  private Split(SparkSession spark, Workspace workspace, SplitOptions options) {
    this.spark = spark;
    this.workspace = workspace;
    this.options = options;
    this.materials = ReleaseTable.materials(spark, workspace, options.release());
  }

  /** Decides and writes as {@link #all} does, and returns what the first split has decided. */
  public static SplitResult run(SparkSession spark, Workspace workspace, SplitOptions options) {
    return all(spark, workspace, options).get(0).result();
  }

  /**
   * Decides and writes.
   *
   * @return an outcome for each split
   * @throws RefusedSplitException if a split of this name decided otherwise and must not be
   *     overwritten, if the data lack what the options name, if a fold would be empty that must not
   *     be, or if the file of folds is not one; the message names a material, level or fold
   * @throws org.latticework.pipeline.table.UnknownReleaseException if there is no such release
   */
  public static List<SplitOutcome> all(
      SparkSession spark, Workspace workspace, SplitOptions options) {
    return new Split(spark, workspace, options).outcomes();
  }

  private List<SplitOutcome> outcomes() {
    if (options.criterion().file().isPresent()) {
      return outcomes(Map.of(options.name(), given(options.criterion().file().get())));
    }
    Dataset<Row> drawn =
        marked(Draw.of(Levels.of(spark, workspace, materials), options))
            .persist(StorageLevel.DISK_ONLY());
    try {
      boolean own = options.grouping().validationStrategy().isPresent();
      Map<String, Dataset<Row>> decisions = new LinkedHashMap<>();
      for (PlannedSplit split : SplitPlan.of(options, drawn)) {
        decisions.put(split.name(), split.decide(drawn, own));
      }
      return outcomes(decisions);
    } finally {
      drawn.unpersist();
    }
  }

  /** Adds what some strategies look at besides the groups. */
  private Dataset<Row> marked(Dataset<Row> drawn) {
    String[] id = {MaterialTable.MATERIAL_ID};
    return switch (options.criterion().strategy()) {
      case RELEASE -> {
        String last = options.criterion().trainUntil().orElseThrow();
        Dataset<Row> past =
            ReleaseTable.materialsUntil(spark, workspace, last).withColumn("there", lit(true));
        yield drawn
            .join(past, id, "left")
            .withColumn(SplitPlan.PAST, coalesce(col("there"), lit(false)));
      }
      case MATBENCH ->
          drawn.join(MatbenchFolds.of(materials, RejectionTable.read(spark, workspace)), id);
      default -> drawn;
    };
  }

  private Dataset<Row> given(String file) {
    Dataset<Row> folds = FoldFile.read(spark, file);
    String[] id = {MaterialTable.MATERIAL_ID};
    Dataset<Row> unknown = folds.join(materials, id, "left_anti");
    long count = unknown.count();
    if (count == folds.count()) {
      throw new RefusedSplitException(file + " names none of the materials that are to be split");
    }
    if (count > 0) {
      String names =
          unknown
              .select(MaterialTable.MATERIAL_ID)
              .orderBy(MaterialTable.MATERIAL_ID)
              .as(Encoders.STRING())
              .takeAsList(EXAMPLES)
              .stream()
              .collect(Collectors.joining(", "));
      String note = "%s names %d that are no materials, such as %s".formatted(file, count, names);
      if (options.criterion().refuseUnknown()) {
        throw new RefusedSplitException(note);
      }
      notes.add(note);
    }
    return folds
        .join(materials.select(MaterialTable.MATERIAL_ID), id)
        .select(
            lit(options.name()).as(SplitTable.SPLIT_NAME),
            col(SplitTable.MATERIAL_ID),
            col(SplitTable.MATERIAL_ID).as(SplitTable.GROUP_KEY),
            col(SplitTable.FOLD));
  }

  private List<SplitOutcome> outcomes(Map<String, Dataset<Row>> decisions) {
    List<DecidedSplit> splits = new ArrayList<>();
    try {
      for (Map.Entry<String, Dataset<Row>> decision : decisions.entrySet()) {
        Dataset<Row> stored = SplitTable.read(spark, workspace, decision.getKey());
        DecidedSplit split = new DecidedSplit(decision.getKey(), decision.getValue(), stored);
        splits.add(split);
        if (!options.overwrite()) {
          split.requireUnmoved(advice());
        }
      }
      List<List<String>> said = splits.stream().map(this::notes).toList(); // before any is written
      List<SplitOutcome> outcomes = new ArrayList<>();
      for (int k = 0; k < splits.size(); k++) {
        outcomes.add(written(splits.get(k), said.get(k)));
      }
      return outcomes;
    } finally {
      splits.forEach(DecidedSplit::close);
    }
  }

  private SplitOutcome written(DecidedSplit split, List<String> said) {
    split.write(workspace, options.overwrite());
    SplitResult result = FoldCounts.of(SplitTable.read(spark, workspace, split.name()), materials);
    LOG.info("Split '{}' by {}: {}", split.name(), options.criterion().strategy().word(), result);
    return new SplitOutcome(split.name(), result, said);
  }

  private String advice() {
    return "If the split settings are unchanged, a newer release moved these materials to other"
        + " groups; --as-of an earlier release keeps them."
        + (options.levels().size() + options.validationLevels().size() > 2
            ? " Where several levels are kept apart, a new material can also join two groups, and"
                + " then one of them moves."
            : "");
  }

  private List<String> notes(DecidedSplit split) {
    List<String> all = new ArrayList<>(notes);
    if (split.nowhere() > 0) {
      all.add(
          "%d came after the release and are near-duplicates of what was there: they get no fold"
              .formatted(split.nowhere()));
    }
    for (Fold fold : Fold.values()) {
      if (split.size(fold) > 0 || split.isEmpty() || !isWanted(fold)) {
        continue;
      }
      String empty =
          "Split '%s' has no material in the fold %s".formatted(split.name(), fold.word());
      if (fold == Fold.TRAIN || !options.criterion().strategy().isHashed()) {
        throw new RefusedSplitException(empty + ": " + remedy(fold));
      }
      all.add(empty + ": there are few groups; another split.seed may do");
    }
    return all;
  }

  private boolean isWanted(Fold fold) {
    boolean file = options.criterion().file().isPresent();
    FoldSizes sizes = options.sizes();
    return switch (fold) {
      case TRAIN -> true;
      case VALIDATION -> !file && (sizes.innerFolds() > 0 || sizes.fractions().validation() > 0);
      case TEST ->
          !file
              && (sizes.folds() > 0
                  || !options.criterion().strategy().isHashed()
                  || sizes.fractions().test() > 0);
    };
  }

  private static String remedy(Fold fold) {
    return switch (fold) {
      case TRAIN -> "leave less out, or keep fewer levels apart";
      case VALIDATION -> "set split.validation to 0, or try another split.seed";
      case TEST -> "all that it would be judged by is kept in train, came before or gets no fold";
    };
  }
}
