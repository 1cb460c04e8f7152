package org.latticework.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.report.filters.FilterPoint;
import org.latticework.report.filters.FilterSections;
import org.latticework.report.page.Section;
import org.latticework.trainer.network.schnet.SchnetFilters;

/** The filters of a network at the distances that crystals have. */
final class NetworkFilters {
  private static final double STEP = 0.05; // Å

  private NetworkFilters() {}

  /** Returns the section; none where the network has no filters. */
  static Optional<Section> section(ReportedModel model) {
    return model
        .network()
        .filters()
        .map(filters -> section(model.name(), filters, model.crystals()));
  }

  /**
   * Returns the section; of a network that gives no numbers, the reason why it shows nothing.
   *
   * @param crystals whose shortest edge is where distances begin; may be none
   */
  static Section section(String model, SchnetFilters filters, List<CrystalGraph> crystals) {
    OptionalDouble shortest =
        crystals.stream()
            .flatMapToDouble(
                crystal -> IntStream.range(0, crystal.edges()).mapToDouble(crystal::distance))
            .min();
    int first = (int) Math.floor(shortest.orElse(0) / STEP);
    try {
      return FilterSections.of(words(shortest, crystals.size()), points(filters, first));
    } catch (IllegalArgumentException e) { // weights that are not finite
      return FilterSections.without(model, e.getMessage());
    }
  }

  private static String words(OptionalDouble shortest, int crystals) {
    return shortest.isPresent()
        ? String.format(
            Locale.ROOT,
            "The shortest distance in the %,d crystals that were looked at is %.2f Å: what filters"
                + " are at shorter ones was not learned.",
            crystals,
            shortest.getAsDouble())
        : "Which distances crystals have is not known here, nor from which distance on the filters"
            + " were learned.";
  }

  private static List<FilterPoint> points(SchnetFilters filters, int first) {
    int last = (int) Math.round(filters.cutoff() / STEP);
    List<FilterPoint> points = new ArrayList<>();
    for (int block = 0; block < filters.blocks(); block++) {
      for (int k = Math.min(first, last); k <= last; k++) {
        double distance = Math.min(k * STEP, filters.cutoff());
        points.add(FilterPoint.of(block + 1, distance, filters.at(block, distance)));
      }
    }
    return points;
  }
}
