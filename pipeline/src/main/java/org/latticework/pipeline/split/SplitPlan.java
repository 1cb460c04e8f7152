package org.latticework.pipeline.split;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.latticework.pipeline.given.MatbenchFolds;
import org.latticework.pipeline.group.ElementChoice;
import org.latticework.pipeline.group.Groups;
import org.latticework.pipeline.group.Level;
import org.latticework.pipeline.group.RefusedSplitException;
import org.latticework.pipeline.level.Levels;

/** The splits that options ask for, each with what it tests by. */
final class SplitPlan {
  /** Whether a material was there in the release that is learned from. */
  static final String PAST = "past";

  /** Most splits that are made of a level whose values nobody has named. */
  private static final int MOST_VALUES = 50;

  private static final String VALUE = "value";

  private SplitPlan() {}

  /**
   * Plans the splits.
   *
   * @param materials rows of {@link Levels}; the conditions are on the columns of {@link Draw} and
   *     on those that the strategy needs
   * @throws RefusedSplitException if what is to be left out is in no material, or a level has too
   *     many values for one split each
   */
  static List<PlannedSplit> of(SplitOptions options, Dataset<Row> materials) {
    return switch (options.criterion().strategy()) {
      case LEAVE_ELEMENTS_OUT -> among(options, options.name(), elements(options, materials));
      case LEAVE_ONE_OUT -> leaveOneOut(options, materials);
      case RELEASE -> after(options);
      case MATBENCH ->
          IntStream.range(0, MatbenchFolds.FOLDS)
              .mapToObj(k -> among(options, name(options, k), col(MatbenchFolds.FOLD).equalTo(k)))
              .flatMap(List::stream)
              .toList();
      default -> options.sizes().folds() > 0 ? crossValidation(options) : List.of(hashed(options));
    };
  }

  private static String name(SplitOptions options, Object part) {
    return options.name() + "-" + part;
  }

  private static List<PlannedSplit> among(SplitOptions options, String name, Column test) {
    return PlannedSplit.among(name, test, lit(false), col(Draw.VALIDATION_U), options.sizes());
  }

  private static PlannedSplit hashed(SplitOptions options) {
    FoldFractions fractions = options.sizes().fractions();
    Column u = col(Draw.U);
    Column validation =
        options.hasOwnValidation()
            ? col(Draw.VALIDATION_U).lt(fractions.validation() / (1 - fractions.test()))
            : u.lt(fractions.test() + fractions.validation());
    return PlannedSplit.of(options.name(), u.lt(fractions.test()), validation);
  }

  /** Test fold i is ⌊u k⌋ = i; what is behind the point of u k decides on validation. */
  private static List<PlannedSplit> crossValidation(SplitOptions options) {
    int folds = options.sizes().folds();
    Column scaled = col(Draw.U).multiply(folds);
    Column fold = least(floor(scaled), lit(folds - 1L));
    Column share = options.hasOwnValidation() ? col(Draw.VALIDATION_U) : scaled.minus(fold);
    List<PlannedSplit> splits = new ArrayList<>();
    for (int k = 0; k < folds; k++) {
      splits.addAll(
          PlannedSplit.among(
              name(options, k), fold.equalTo(k), lit(false), share, options.sizes()));
    }
    return splits;
  }

  private static List<PlannedSplit> after(SplitOptions options) {
    Column related = Draw.inGroup(col(PAST), Draw.GROUP);
    return PlannedSplit.among(
        options.name(),
        not(related),
        not(col(PAST)).and(related),
        col(Draw.VALIDATION_U),
        options.sizes());
  }

  private static Column elements(SplitOptions options, Dataset<Row> materials) {
    List<String> words = options.criterion().leaveOut();
    ElementChoice choice = ElementChoice.of(words);
    List<String> present =
        materials
            .select(explode(Level.ELEMENT.list()))
            .distinct()
            .as(Encoders.STRING())
            .collectAsList();
    List<String> absent = choice.without(new HashSet<>(present));
    if (!absent.isEmpty()) {
      throw new RefusedSplitException(
          "No material has %s, which leave-out names".formatted(String.join(", ", absent)));
    }
    Column chosen = array(choice.elements().stream().map(functions::lit).toArray(Column[]::new));
    return Draw.inGroup(arrays_overlap(Level.ELEMENT.list(), chosen), Draw.GROUP);
  }

  private static List<PlannedSplit> leaveOneOut(SplitOptions options, Dataset<Row> materials) {
    Level level = options.criterion().level().orElseThrow();
    Groups.requireKnown(materials, List.of(level));
    Map<String, String> values = new HashMap<>(); // by name
    List<PlannedSplit> splits = new ArrayList<>();
    for (String value : values(options, materials, level)) {
      String name = name(options, value.replaceAll("[^A-Za-z0-9._-]+", "_"));
      String other = values.putIfAbsent(name, value);
      if (other != null) {
        throw new RefusedSplitException(
            "%s and %s would both make the split %s: leave one of them out of leave-out"
                .formatted(other, value, name));
      }
      Column test = Draw.inGroup(array_contains(level.list(), value), Draw.GROUP);
      splits.addAll(among(options, name, test));
    }
    return splits;
  }

  private static List<String> values(SplitOptions options, Dataset<Row> materials, Level level) {
    List<String> wanted = options.criterion().leaveOut();
    Dataset<Row> present = materials.select(explode(level.list()).as(VALUE)).distinct();
    if (!wanted.isEmpty()) {
      requirePresent(wanted, present, level);
      return wanted;
    }
    long count = present.count(); // before any is held
    if (count > MOST_VALUES) {
      throw new RefusedSplitException(
          ("There are %d values of %s, and no more than %d are left out one by one unless they are "
                  + "named: name some in leave-out, or deal them to the folds of a cross-validation, "
                  + "with --strategy %s --folds 5")
              .formatted(count, level.word(), MOST_VALUES, dealing(level).word()));
    }
    List<String> values = present.orderBy(VALUE).as(Encoders.STRING()).collectAsList();
    try {
      options.sizes().requireFew(values.size());
    } catch (IllegalArgumentException e) {
      throw new RefusedSplitException(e.getMessage());
    }
    return values;
  }

  private static void requirePresent(List<String> wanted, Dataset<Row> present, Level level) {
    Column value = col(VALUE);
    List<String> absent = new ArrayList<>(wanted);
    absent.removeAll(
        present.where(value.isInCollection(wanted)).as(Encoders.STRING()).collectAsList());
    if (!absent.isEmpty()) {
      Row some = present.agg(count(value), min(value)).first();
      throw new RefusedSplitException(
          "No material has the %s %s, which leave-out names; there are %d, such as %s"
              .formatted(level.word(), absent.get(0), some.getLong(0), some.getString(1)));
    }
  }

  /** Returns the strategy that hashes the values of a level, or what is nearest to it. */
  private static SplitStrategy dealing(Level level) {
    return switch (level) {
      case MATERIAL -> SplitStrategy.RANDOM;
      case ELEMENT, GROUP, ROW -> SplitStrategy.CHEMICAL_SYSTEM;
      default -> SplitStrategy.ofWord(level.word());
    };
  }
}
