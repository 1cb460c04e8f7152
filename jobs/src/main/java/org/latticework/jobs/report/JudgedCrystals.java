package org.latticework.jobs.report;

import java.util.List;
import java.util.Set;
import org.latticework.pipeline.material.Fold;
import org.latticework.report.judged.JudgedColumn;

/**
 * What the table of predictions has of a model.
 *
 * @param columns in the order of the model's outputs, those that it was judged on
 * @param folds that it was asked for
 * @param others rows that are not shown, since another training of the model's name has left them
 * @param sampledFrom how many crystals were judged, where only some of them are shown; 0 where all
 *     are
 */
record JudgedCrystals(List<JudgedColumn> columns, Set<Fold> folds, long others, long sampledFrom) {
  JudgedCrystals {
    columns = List.copyOf(columns);
    folds = Set.copyOf(folds);
  }
}
