package org.latticework.pipeline.leakage;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Finds the nearest training crystal of each judged one. Crystals come by their elements, those of
 * training first and in the order of their names; only those of one set of elements are held.
 */
final class NearestTask implements Iterator<Row> {
  private final Iterator<PlacedCrystal> crystals;
  private final List<PlacedCrystal> training = new ArrayList<>();
  private Optional<Row> next = Optional.empty();

  NearestTask(Iterator<PlacedCrystal> crystals) {
    this.crystals = crystals;
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && crystals.hasNext()) {
      PlacedCrystal crystal = crystals.next();
      if (!training.isEmpty() && !training.get(0).isOfTheSameElements(crystal)) {
        training.clear();
      }
      if (crystal.trains()) {
        training.add(crystal);
      } else {
        next = nearest(crystal);
      }
    }
    return next.isPresent();
  }

  private Optional<Row> nearest(PlacedCrystal judged) {
    double least = Double.POSITIVE_INFINITY;
    String name = "";
    for (PlacedCrystal trained : training) {
      double distance = judged.means().distance(trained.means());
      if (distance < least) {
        least = distance;
        name = trained.materialId();
      }
    }
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(RowFactory.create(judged.materialId(), name, least));
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No crystal is left");
    }
    Row row = next.orElseThrow();
    next = Optional.empty();
    return row;
  }
}
