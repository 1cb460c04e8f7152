package org.latticework.report.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.latticework.report.judged.ClassMetrics;
import org.latticework.report.judged.Distribution;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.JudgedFold;
import org.latticework.report.judged.Judgment;

/**
 * Several models on the same crystals: the mean of what each loses on a crystal, |error| or log
 * loss, with 95 % intervals by bootstrap over crystals (Efron, Annals of Statistics 7, 1 (1979)).
 * Each draw is one of crystals for all models, so that differences are those of pairs.
 */
final class ModelComparison {
  private static final int DRAWS = 1000;
  private static final long SEED = 1;
  private static final int FEWEST = 20; // crystals whose draws say anything of others

  private final String fold;
  private final int crystals;
  private final List<Standing> standings;
  private final List<String> missing;

  private ModelComparison(
      String fold, int crystals, List<Standing> standings, List<String> missing) {
    this.fold = fold;
    this.crystals = crystals;
    this.standings = List.copyOf(standings);
    this.missing = List.copyOf(missing);
  }

  /**
   * How a model stands. Below 20 crystals the limits of intervals are NaN.
   *
   * @param model its name
   * @param mean of the losses
   * @param lower where the interval of the mean begins
   * @param upper where it ends
   * @param behind mean of the losses less that of the best model
   * @param behindLower where the interval of this difference begins
   * @param behindUpper where it ends
   */
  record Standing(
      String model,
      double mean,
      double lower,
      double upper,
      double behind,
      double behindLower,
      double behindUpper) {}

  /**
   * Compares models in the first fold in which at least two of them have crystals in common: test,
   * validation; training tells nothing.
   *
   * @param columns one column by several models
   */
  static Optional<ModelComparison> of(List<JudgedColumn> columns) {
    for (String fold : JudgedFold.ALL) {
      Map<String, Map<String, Double>> losses = new LinkedHashMap<>(); // by model and crystal
      for (JudgedColumn column : columns) {
        JudgedFold.of(column).stream()
            .filter(each -> each.name().equals(fold))
            .forEach(each -> losses.put(column.model(), losses(column, each)));
      }
      if (losses.size() > 1 && !fold.equals(JudgedFold.TRAIN)) {
        TreeSet<String> common = new TreeSet<>(losses.values().iterator().next().keySet());
        losses.values().forEach(each -> common.retainAll(each.keySet()));
        if (!common.isEmpty()) {
          List<String> missing =
              columns.stream()
                  .map(JudgedColumn::model)
                  .filter(model -> !losses.containsKey(model))
                  .toList();
          return Optional.of(compared(fold, losses, List.copyOf(common), missing));
        }
      }
    }
    return Optional.empty();
  }

  private static Map<String, Double> losses(JudgedColumn column, JudgedFold fold) {
    Map<String, Double> losses = new LinkedHashMap<>();
    for (Judgment judgment : fold.judgments()) {
      losses.put(
          judgment.crystal().id(),
          column.probability() ? ClassMetrics.loss(judgment) : Math.abs(judgment.error()));
    }
    return losses;
  }

  private static ModelComparison compared(
      String fold,
      Map<String, Map<String, Double>> losses,
      List<String> ids,
      List<String> missing) {
    List<String> models = new ArrayList<>(losses.keySet());
    double[][] values = new double[models.size()][]; // by model and crystal
    for (int m = 0; m < values.length; m++) {
      Map<String, Double> own = losses.get(models.get(m));
      values[m] = ids.stream().mapToDouble(own::get).toArray();
    }
    double[] means = new double[values.length];
    int best = 0;
    for (int m = 0; m < values.length; m++) {
      means[m] = DoubleStream.of(values[m]).average().orElseThrow();
      best = means[m] < means[best] ? m : best;
    }
    double[][] drawn = ids.size() < FEWEST ? new double[values.length][0] : drawn(values);
    List<Standing> standings = new ArrayList<>();
    for (int m = 0; m < values.length; m++) {
      standings.add(
          standing(models.get(m), means[m], means[m] - means[best], drawn[m], drawn[best]));
    }
    standings.sort(Comparator.comparingDouble(Standing::mean));
    return new ModelComparison(fold, ids.size(), standings, missing);
  }

  private static Standing standing(
      String model, double mean, double behind, double[] drawn, double[] best) {
    Distribution own = Distribution.of(DoubleStream.of(drawn));
    Distribution difference =
        Distribution.of(IntStream.range(0, drawn.length).mapToDouble(k -> drawn[k] - best[k]));
    return new Standing(
        model,
        mean,
        own.quantile(0.025),
        own.quantile(0.975),
        behind,
        difference.quantile(0.025),
        difference.quantile(0.975));
  }

  /** Returns the means of each draw, by model. */
  private static double[][] drawn(double[][] values) {
    SplittableRandom random = new SplittableRandom(SEED);
    int crystals = values[0].length;
    double[][] means = new double[values.length][DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      for (int k = 0; k < crystals; k++) {
        int crystal = random.nextInt(crystals);
        for (int m = 0; m < values.length; m++) {
          means[m][draw] += values[m][crystal] / crystals;
        }
      }
    }
    return means;
  }

  String fold() {
    return fold;
  }

  /** Returns how many crystals all models were judged on. */
  int crystals() {
    return crystals;
  }

  /** Returns whether there are crystals enough for intervals. */
  boolean hasIntervals() {
    return crystals >= FEWEST;
  }

  /** Returns the models that have no judged crystal in the fold, and are not compared. */
  List<String> missing() {
    return missing;
  }

  /** Returns the models, the best first. */
  List<Standing> standings() {
    return standings;
  }
}
