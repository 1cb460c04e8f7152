package org.latticework.featurizer.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.SharedData;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.Vector3;

/** The thresholds of docs/splits.md on real crystals: what they find, and what they keep apart. */
class RealCrystalsTest {
  private static final FingerprintBuilder BUILDER = new FingerprintBuilder();
  private static final double ALL = Double.POSITIVE_INFINITY;
  private static final double NEAR_DUPLICATE = 0.1; // Å
  private static final double PROTOTYPE = 0.04;
  private static final int EVERY = 100; // of 20,045

  private static final List<Structure> SAMPLE = new ArrayList<>();
  private static final Map<String, Structure> DIOXIDES = new HashMap<>(); // of Ti and Si
  private static final Map<String, Structure> SULFIDES = new HashMap<>(); // of zinc

  @BeforeAll
  static void read() {
    int[] line = {0};
    for (JsonNode document :
        SharedData.documents(
            "data/mp-20k.jsonl.gz",
            text -> line[0]++ % EVERY == 0 || text.matches("(?s).*\"(TiO2|SiO2|ZnS)\".*"))) {
      Structure structure = SharedData.structure(document);
      String id = document.get("material_id").asText();
      switch (document.get("formula_pretty").asText()) {
        case "TiO2", "SiO2" -> DIOXIDES.put(id, structure);
        case "ZnS" -> SULFIDES.put(id, structure);
        default -> SAMPLE.add(structure);
      }
    }
    assertThat(SAMPLE).hasSizeBetween(180, 201);
  }

  /** Returns the share of the sample that is still found after a change. */
  private static double found(UnaryOperator<Structure> change) {
    int found = 0;
    for (Structure crystal : SAMPLE) {
      Fingerprint before = BUILDER.build(crystal);
      Fingerprint after = BUILDER.build(change.apply(crystal));
      boolean near = before.rows().distance(after.rows(), ALL) <= NEAR_DUPLICATE;
      boolean type = before.anonymousRows().distance(after.anonymousRows(), ALL) <= PROTOTYPE;
      found += near && type ? 1 : 0;
    }
    return (double) found / SAMPLE.size();
  }

  @Test
  void findsNoisyAndStrainedCrystals() {
    Random random = new Random(1);
    assertThat(found(crystal -> noisy(crystal, 0.02, random))).isEqualTo(1);
    assertThat(found(crystal -> noisy(crystal, 0.05, random))).isGreaterThan(0.98);
    assertThat(found(crystal -> strained(crystal, 0.01, 0.01, 0.01))).isEqualTo(1);
    assertThat(found(crystal -> strained(crystal, 0.02, 0.02, 0.02))).isGreaterThan(0.94);
    assertThat(found(crystal -> strained(crystal, 0, 0.03, 0))).isEqualTo(1);
  }

  @Test
  void keepsTheTitanicOxidesApart() {
    WeightedRows rutile = BUILDER.build(DIOXIDES.get("mp-2657")).rows();
    WeightedRows anatase = BUILDER.build(DIOXIDES.get("mp-390")).rows();
    WeightedRows brookite = BUILDER.build(DIOXIDES.get("mp-1840")).rows();
    assertThat(rutile.distance(brookite, ALL)).isCloseTo(0.124, within(1e-3));
    assertThat(anatase.distance(brookite, ALL)).isCloseTo(0.231, within(1e-3));
    assertThat(rutile.distance(anatase, ALL)).isGreaterThan(0.231);
  }

  /** Of 3,403 pairs of polymorphs of silica few are near. */
  @Test
  void keepsThePolymorphsOfSilicaApart() {
    List<Fingerprint> silica = new ArrayList<>();
    DIOXIDES.values().stream()
        .filter(crystal -> crystal.composition().reducedFormula().equals("O2 Si"))
        .forEach(crystal -> silica.add(BUILDER.build(crystal)));
    int pairs = 0;
    int near = 0;
    for (int i = 0; i < silica.size(); i++) {
      for (int j = 0; j < i; j++) {
        pairs++;
        near += silica.get(i).rows().distance(silica.get(j).rows(), NEAR_DUPLICATE) < ALL ? 1 : 0;
      }
    }
    assertThat(pairs).isEqualTo(3403);
    assertThat(near).isLessThan(20); // 13 when it was measured
  }

  @Test
  void tellsZincBlendeFromWurtziteAndJoinsPolytypes() {
    WeightedRows blende = BUILDER.build(SULFIDES.get("mp-10695")).anonymousRows();
    WeightedRows wurtzite = BUILDER.build(SULFIDES.get("mp-560588")).anonymousRows();
    assertThat(blende.distance(wurtzite, ALL)).isCloseTo(0.0425, within(5e-4));
    WeightedRows one = BUILDER.build(SULFIDES.get("mp-555858")).rows();
    WeightedRows other = BUILDER.build(SULFIDES.get("mp-554405")).rows();
    assertThat(one.distance(other, ALL)).isLessThan(NEAR_DUPLICATE);
  }

  private static Structure noisy(Structure crystal, double sigma, Random random) {
    Lattice cell = crystal.lattice();
    Vector3[] steps = { // of one Å along each cell vector's height
      reciprocal(cell.b(), cell.c(), cell.a()),
      reciprocal(cell.c(), cell.a(), cell.b()),
      reciprocal(cell.a(), cell.b(), cell.c())
    };
    double[] fractional = crystal.fractionals();
    for (int i = 0; i < crystal.size(); i++) {
      Vector3 way =
          new Vector3(
              sigma * random.nextGaussian(),
              sigma * random.nextGaussian(),
              sigma * random.nextGaussian());
      for (int axis = 0; axis < 3; axis++) {
        fractional[3 * i + axis] += way.dot(steps[axis]);
      }
    }
    return new Structure(cell, crystal.atomicNumbers(), fractional);
  }

  /** Returns b × c / (a · b × c): the change of a coordinate with a position. */
  private static Vector3 reciprocal(Vector3 b, Vector3 c, Vector3 a) {
    Vector3 cross = b.cross(c);
    return cross.times(1 / a.dot(cross));
  }

  private static Structure strained(Structure crystal, double x, double y, double z) {
    double[] rows = crystal.lattice().rows();
    double[] strain = {1 + x, 1 + y, 1 + z};
    Arrays.setAll(rows, k -> rows[k] * strain[k % 3]);
    return new Structure(Lattice.ofRows(rows), crystal.atomicNumbers(), crystal.fractionals());
  }
}
