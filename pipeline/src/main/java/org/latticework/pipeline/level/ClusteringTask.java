package org.latticework.pipeline.level;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.latticework.featurizer.fingerprint.Leaders;
import org.latticework.pipeline.table.FingerprintTable.Named;
import org.latticework.pipeline.table.LevelTable;

/**
 * Gives classes to one task's crystals. They come anonymous formula by anonymous formula: first the
 * leaders of its prototypes; then reduced formula by reduced formula, the leaders of
 * near-duplicates before what is new, which is in the order of structure hashes. A new leader of
 * near-duplicates seeks its prototype, and all that follow it have the same. Held are the leaders
 * of prototypes of one anonymous formula, and the leaders of near-duplicates of one formula.
 */
final class ClusteringTask implements Iterator<Row> {
  private final Iterator<Crystal> crystals;
  private final Map<String, Prototype> prototypes = new HashMap<>(); // of near-duplicates' leaders
  private Leaders alike = Thresholds.nearDuplicates();
  private Leaders types = Thresholds.prototypes();
  private String formula = "";
  private String anonymousFormula = "";
  private long count; // that were given a class
  private ClusteringFacts facts = ClusteringFacts.NONE;
  private Optional<Row> next = Optional.empty();

  ClusteringTask(Iterator<Crystal> crystals) {
    this.crystals = crystals;
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && crystals.hasNext()) {
      Crystal crystal = crystals.next();
      enter(crystal.named());
      switch (crystal.standing()) {
        case LEADS_PROTOTYPE -> leadPrototype(crystal);
        case LEADS_NEAR_DUPLICATES -> lead(crystal);
        case NEW -> next = Optional.of(assign(crystal.named()));
      }
    }
    return next.isPresent();
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

  private void enter(Named crystal) {
    if (!crystal.anonymousFormula().equals(anonymousFormula)) {
      facts = facts.plus(ClusteringFacts.of(anonymousFormula, types));
      types = Thresholds.prototypes();
      anonymousFormula = crystal.anonymousFormula();
    }
    if (!crystal.reducedFormula().equals(formula)) {
      facts = facts.plus(ClusteringFacts.of(formula, alike));
      alike = Thresholds.nearDuplicates();
      prototypes.clear();
      formula = crystal.reducedFormula();
    }
  }

  private void leadPrototype(Crystal crystal) {
    types.add(
        crystal.prototype().name(),
        crystal.named().fingerprint().anonymousRows(),
        crystal.named().fingerprint().atomVolume());
  }

  private void lead(Crystal crystal) {
    Named named = crystal.named();
    alike.add(named.structureHash(), named.fingerprint().rows(), named.fingerprint().atomVolume());
    prototypes.put(named.structureHash(), crystal.prototype());
  }

  private Row assign(Named crystal) {
    count++;
    String hash = crystal.structureHash();
    double volume = crystal.fingerprint().atomVolume();
    Leaders.Match leader = alike.assign(hash, crystal.fingerprint().rows(), volume);
    if (leader.leader().equals(hash)) {
      Leaders.Match type =
          types.assign(
              Prototype.nameOf(anonymousFormula, hash),
              crystal.fingerprint().anonymousRows(),
              volume);
      prototypes.put(hash, new Prototype(type.leader(), type.distance()));
    }
    Prototype prototype = prototypes.get(leader.leader());
    return LevelTable.toRow(
        hash, leader.leader(), leader.distance(), prototype.name(), prototype.distance());
  }

  /** Returns what was done, when all is. */
  ClusteringFacts facts() {
    return ClusteringFacts.ofCrystals(count)
        .plus(facts)
        .plus(ClusteringFacts.of(anonymousFormula, types))
        .plus(ClusteringFacts.of(formula, alike));
  }
}
