package org.latticework.pipeline.split;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.given.FoldFile;
import org.latticework.pipeline.given.MatbenchFolds;
import org.latticework.pipeline.group.Level;
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
 * so that a run that is killed between two of them is completed by another. A cross-validation that
 * overwrites a larger one removes the splits that it does not replace, in one commit after these.
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

  /**
   * Checks what does not need the levels of materials, for callers that are to fill them first.
   *
   * @throws RefusedSplitException if the file of folds is not one
   * @throws org.latticework.pipeline.table.UnknownReleaseException if there is no such release
   */
  public static void check(SparkSession spark, Workspace workspace, SplitOptions options) {
    Split split = new Split(spark, workspace, options);
    options
        .criterion()
        .trainUntil()
        .ifPresent(last -> ReleaseTable.materialsUntil(spark, workspace, last));
    options.criterion().file().ifPresent(split::given);
  }

  private List<SplitOutcome> outcomes() {
    if (options.criterion().file().isPresent()) {
      return outcomes(Map.of(options.name(), given(options.criterion().file().get())));
    }
    Dataset<Row> levels = Levels.of(spark, workspace, materials);
    List<PlannedSplit> plan = SplitPlan.of(options, levels);
    Dataset<Row> drawn =
        marked(Draw.of(levels, options, stored(plan))).persist(StorageLevel.DISK_ONLY());
    try {
      boolean own = options.hasOwnValidation();
      Map<String, Dataset<Row>> decisions = new LinkedHashMap<>();
      for (PlannedSplit split : plan) {
        decisions.put(split.name(), split.decide(drawn, own));
      }
      return outcomes(decisions);
    } finally {
      drawn.unpersist();
    }
  }

  /** Returns what is stored of the splits; nothing if they may decide anew. */
  private Dataset<Row> stored(List<PlannedSplit> plan) {
    Object[] names = plan.stream().map(PlannedSplit::name).toArray();
    Dataset<Row> splits = SplitTable.read(spark, workspace);
    return options.overwrite()
        ? splits.limit(0)
        : splits.where(col(SplitTable.SPLIT_NAME).isin(names));
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
      if (options.overwrite() && options.sizes().folds() > 0) {
        removeLeft(outcomes);
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

  /** Removes what a larger cross-validation has left under this name, in one commit. */
  private void removeLeft(List<SplitOutcome> outcomes) {
    List<String> left = left();
    left.removeAll(outcomes.stream().map(SplitOutcome::name).toList());
    if (left.isEmpty()) {
      return;
    }
    String names = left.stream().map(StoredTable::literal).collect(Collectors.joining(", "));
    SplitTable.TABLE.delete(spark, workspace, SplitTable.SPLIT_NAME + " in (" + names + ")");
    SplitOutcome last = outcomes.remove(outcomes.size() - 1);
    List<String> said = new ArrayList<>(last.notes());
    said.add(
        "Removed %d splits of an earlier cross-validation of this name: %s"
            .formatted(left.size(), String.join(", ", left)));
    outcomes.add(new SplitOutcome(last.name(), last.result(), said));
  }

  /** Returns the names of the splits of a cross-validation: of folds from 0 to the first gap. */
  private List<String> left() {
    Pattern fold =
        Pattern.compile(Pattern.quote(options.name()) + "-(0|[1-9][0-9]?)(-(0|[1-9][0-9]?))?");
    Map<Integer, List<String>> stored = new HashMap<>();
    SplitTable.read(spark, workspace)
        .select(SplitTable.SPLIT_NAME)
        .distinct()
        .orderBy(SplitTable.SPLIT_NAME)
        .as(Encoders.STRING())
        .collectAsList()
        .forEach(
            name -> {
              Matcher matcher = fold.matcher(name);
              if (matcher.matches()) {
                stored
                    .computeIfAbsent(Integer.valueOf(matcher.group(1)), k -> new ArrayList<>())
                    .add(name);
              }
            });
    List<String> left = new ArrayList<>();
    for (int k = 0; stored.containsKey(k); k++) {
      left.addAll(stored.get(k));
    }
    return left;
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
          "%d came after the release and are related to what was there, by %s: they get no fold"
              .formatted(
                  split.nowhere(),
                  options.levels().stream().map(Level::word).collect(Collectors.joining(" or "))));
    }
    EmptyFolds empty = new EmptyFolds(options);
    for (Fold fold : Fold.values()) {
      if (split.size(fold) > 0 || split.isEmpty() || !empty.isWanted(fold)) {
        continue;
      }
      String said =
          "Split '%s' has no material in the fold %s: %s"
              .formatted(split.name(), fold.word(), empty.remedy(fold));
      if (empty.isRefused(fold)) {
        throw new RefusedSplitException(said);
      }
      all.add(said);
    }
    return all;
  }
}
