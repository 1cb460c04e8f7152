package org.latticework.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Summary;
import org.latticework.trainer.model.Ensemble;
import org.latticework.trainer.prediction.DistributedPrediction;
import org.latticework.trainer.prediction.Prediction;

/**
 * How far off a model is by how near training comes to what is judged.
 *
 * @param distances of materials from the nearest in training, Å, by name; those without are not in
 *     it
 * @param headline name of the error
 * @param bins from near to far; last the crystals that have none to compare with: none of the same
 *     elements in training, or no fingerprint; empty where distances are not known
 */
record ErrorByDistance(Map<String, Double> distances, String headline, List<Bin> bins) {
  private static final double[] EDGES = {
    0, 0.05, 0.1, 0.2, 0.4, 0.8, Double.POSITIVE_INFINITY
  }; // Å

  ErrorByDistance {
    distances = Map.copyOf(distances);
    bins = List.copyOf(bins);
  }

  /**
   * Crystals at about one distance.
   *
   * @param from least distance, Å; empty for crystals that have none
   * @param to where the next bin begins, Å; may be infinite; empty for crystals that have none
   * @param count how many there are
   * @param error of the model on them; NaN where there are none
   */
  record Bin(OptionalDouble from, OptionalDouble to, long count, double error) {
    String words() {
      if (from.isEmpty()) {
        return "none to compare with";
      }
      return Double.isInfinite(to.getAsDouble())
          ? "%.2f Å or more".formatted(from.getAsDouble())
          : "%.2f to %.2f Å".formatted(from.getAsDouble(), to.getAsDouble());
    }
  }

  /**
   * Sorts predictions into bins.
   *
   * @param distances as in the record; empty where they are not known
   * @param model that made the predictions
   */
  static ErrorByDistance of(
      List<Prediction> predictions, Optional<Map<String, Double>> distances, Ensemble model) {
    String headline = model.task().headline();
    return distances
        .map(
            known ->
                of(
                    predictions,
                    Prediction::materialId,
                    known,
                    headline,
                    some -> DistributedPrediction.judge(model, some).headline()))
        .orElseGet(() -> new ErrorByDistance(Map.of(), headline, List.of()));
  }

  static <T> ErrorByDistance of(
      List<T> predictions,
      Function<T, String> name,
      Map<String, Double> distances,
      String headline,
      ToDoubleFunction<List<T>> error) {
    List<Bin> bins = new ArrayList<>();
    for (int k = 0; k + 1 < EDGES.length; k++) {
      double from = EDGES[k];
      double to = EDGES[k + 1];
      List<T> inside =
          predictions.stream()
              .filter(each -> distances.containsKey(name.apply(each)))
              .filter(each -> distances.get(name.apply(each)) >= from)
              .filter(each -> distances.get(name.apply(each)) < to)
              .toList();
      bins.add(bin(OptionalDouble.of(from), OptionalDouble.of(to), inside, error));
    }
    List<T> others =
        predictions.stream().filter(each -> !distances.containsKey(name.apply(each))).toList();
    bins.add(bin(OptionalDouble.empty(), OptionalDouble.empty(), others, error));
    return new ErrorByDistance(distances, headline, bins);
  }

  private static <T> Bin bin(
      OptionalDouble from, OptionalDouble to, List<T> inside, ToDoubleFunction<List<T>> error) {
    return new Bin(
        from, to, inside.size(), inside.isEmpty() ? Double.NaN : error.applyAsDouble(inside));
  }

  /** Returns the distance of a material, if it has one. */
  OptionalDouble distance(String materialId) {
    return distances.containsKey(materialId)
        ? OptionalDouble.of(distances.get(materialId))
        : OptionalDouble.empty();
  }

  /** Says it, unless distances are not known. */
  void say(Console console) {
    if (bins.isEmpty()) {
      return;
    }
    console.say("Distance   %-26s %10s %10s", "of the nearest in training", "crystals", headline);
    for (Bin bin : bins) {
      if (bin.count() > 0) {
        console.say("           %-26s %,10d %10.4f", bin.words(), bin.count(), bin.error());
      }
    }
  }

  /** Returns the bins, from near to far; none where distances are not known. */
  List<Map<String, Object>> facts() {
    List<Map<String, Object>> facts = new ArrayList<>();
    for (Bin bin : bins) {
      facts.add(
          new Summary()
              .put("from", bin.from().isPresent() ? bin.from().getAsDouble() : null)
              .put("to", bin.to().isPresent() ? bin.to().getAsDouble() : null)
              .put("count", bin.count())
              .put(headline, bin.error())
              .facts());
    }
    return facts;
  }
}
