package org.latticework.pipeline.level;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.latticework.featurizer.crystal.Composition;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.fingerprint.FingerprintBuilder;
import org.latticework.featurizer.neighbor.CoincidentSitesException;
import org.latticework.featurizer.neighbor.UnsearchableCellException;
import org.latticework.pipeline.material.StructureArrays;
import org.latticework.pipeline.table.FingerprintTable.Named;
import scala.Tuple2;
import scala.Tuple3;

/**
 * Makes the fingerprints of one task's structures, which come sorted by their content address: one
 * that occurs several times is made once. One whose neighbors cannot be searched is passed over.
 */
final class FingerprintTask implements Iterator<Named> {
  private final Iterator<Tuple2<String, Tuple3<double[], int[], double[]>>> rows;
  private final FingerprintBuilder builder = new FingerprintBuilder();
  private String last = "";
  private Optional<Named> next = Optional.empty();

  FingerprintTask(Iterator<Tuple2<String, Tuple3<double[], int[], double[]>>> rows) {
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && rows.hasNext()) {
      Tuple2<String, Tuple3<double[], int[], double[]>> row = rows.next();
      if (!row._1().equals(last)) {
        last = row._1();
        next = make(StructureArrays.structure(row._2()));
      }
    }
    return next.isPresent();
  }

  @Override
  public Named next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No structure is left");
    }
    Named named = next.orElseThrow();
    next = Optional.empty();
    return named;
  }

  private Optional<Named> make(Structure structure) {
    Composition composition = structure.composition();
    try {
      return Optional.of(
          new Named(
              last,
              composition.reducedFormula(),
              composition.anonymousFormula(),
              builder.build(structure)));
    } catch (CoincidentSitesException | UnsearchableCellException e) {
      return Optional.empty();
    }
  }
}
