package org.latticework.pipeline.level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.StructureHash;
import org.latticework.featurizer.fingerprint.FingerprintBuilder;
import org.latticework.pipeline.level.Crystal.Standing;
import org.latticework.pipeline.table.FingerprintTable.Named;

/** Classes of many polymorphs, against a loop over all leaders that spares no comparison. */
class ClusteringTaskTest {
  private static final double ALL = Double.POSITIVE_INFINITY;
  private static final double NEAR_DUPLICATE = 0.1; // Å
  private static final double VOLUMES = 1.1;
  private static final double PROTOTYPE = 0.04;

  /** What the plain loop knows of a crystal. */
  private record Known(Named crystal, String leader, String prototype) {}

  /** Cubes of two elements, with many edges and places: by formula, then by structure. */
  private static List<Named> crystals() {
    Random random = new Random(11);
    List<Named> crystals = new ArrayList<>();
    for (int k = 0; k < 150; k++) {
      double edge = 4 + random.nextInt(12) * 0.05;
      double place = 0.35 + random.nextInt(6) * 0.03;
      int[] elements = {random.nextBoolean() ? 55 : 37, 17};
      double[] rows = {edge, 0, 0, 0, edge, 0, 0, 0, edge};
      Structure structure =
          new Structure(
              Lattice.ofRows(rows), elements, new double[] {0, 0, 0, place, place, place});
      crystals.add(
          new Named(
              StructureHash.of(structure),
              structure.composition().reducedFormula(),
              structure.composition().anonymousFormula(),
              new FingerprintBuilder().build(structure)));
    }
    Set<String> seen = new HashSet<>();
    return crystals.stream()
        .filter(each -> seen.add(each.structureHash()))
        .sorted(Comparator.comparing(Named::reducedFormula).thenComparing(Named::structureHash))
        .toList();
  }

  /** Adds the classes of crystals to what is known, in their order. */
  private static void assign(List<Named> crystals, Map<String, Known> known) {
    for (Named crystal : crystals) {
      String leader = crystal.structureHash();
      double least = NEAR_DUPLICATE;
      for (Known other : known.values()) {
        double ratio =
            other.crystal().fingerprint().atomVolume() / crystal.fingerprint().atomVolume();
        if (other.leader().equals(other.crystal().structureHash())
            && other.crystal().reducedFormula().equals(crystal.reducedFormula())
            && Math.max(ratio, 1 / ratio) <= VOLUMES) {
          double distance =
              crystal.fingerprint().rows().distance(other.crystal().fingerprint().rows(), ALL);
          if (distance <= least) {
            least = distance;
            leader = other.crystal().structureHash();
          }
        }
      }
      String prototype =
          leader.equals(crystal.structureHash())
              ? prototype(crystal, known)
              : known.get(leader).prototype();
      known.put(crystal.structureHash(), new Known(crystal, leader, prototype));
    }
  }

  private static String prototype(Named crystal, Map<String, Known> known) {
    String prototype = Prototype.nameOf(crystal.anonymousFormula(), crystal.structureHash());
    double least = PROTOTYPE;
    for (Known other : known.values()) {
      if (leads(other)) {
        double distance =
            crystal
                .fingerprint()
                .anonymousRows()
                .distance(other.crystal().fingerprint().anonymousRows(), ALL);
        if (distance < least) {
          least = distance;
          prototype = other.prototype();
        }
      }
    }
    return prototype;
  }

  /** Returns whether a crystal leads its prototype. */
  private static boolean leads(Known known) {
    Named crystal = known.crystal();
    return known
        .prototype()
        .equals(Prototype.nameOf(crystal.anonymousFormula(), crystal.structureHash()));
  }

  private static void assertClasses(List<Crystal> input, Map<String, Known> expected, int count) {
    ClusteringTask task = new ClusteringTask(input.iterator());
    int rows = 0;
    while (task.hasNext()) {
      Row row = task.next();
      Known of = expected.get(row.getString(0));
      assertThat(row.getString(1)).isEqualTo(of.leader());
      assertThat(row.getString(3)).isEqualTo(of.prototype());
      double distance =
          of.crystal()
              .fingerprint()
              .rows()
              .distance(expected.get(of.leader()).crystal().fingerprint().rows(), ALL);
      assertThat(row.getDouble(2)).isCloseTo(distance, within(1e-12));
      rows++;
    }
    assertThat(rows).isEqualTo(count);
    assertThat(task.facts().crystals()).isEqualTo(count);
  }

  @Test
  void givesTheClassesOfAPlainLoop() {
    List<Named> crystals = crystals();
    Map<String, Known> expected = new HashMap<>();
    assign(crystals, expected);
    long classes = expected.values().stream().map(Known::leader).distinct().count();
    assertThat(classes).isBetween(10L, crystals.size() - 10L); // some join, some lead
    assertThat(expected.values().stream().map(Known::prototype).distinct().count())
        .isBetween(2L, classes - 1);

    assertClasses(fresh(crystals), expected, crystals.size());
  }

  @Test
  void newCrystalsJoinTheLeadersThatAreThere() {
    List<Named> crystals = crystals();
    List<Named> first = new ArrayList<>();
    List<Named> second = new ArrayList<>();
    crystals.forEach(each -> (first.size() > second.size() ? second : first).add(each));
    Map<String, Known> expected = new HashMap<>();
    assign(first, expected);
    List<Crystal> input = new ArrayList<>();
    expected.values().stream()
        .filter(ClusteringTaskTest::leads)
        .forEach(each -> input.add(standing(each, Standing.LEADS_PROTOTYPE)));
    List<Known> leaders =
        expected.values().stream()
            .filter(each -> each.leader().equals(each.crystal().structureHash()))
            .toList();
    assign(second, expected);
    for (String formula : List.of("Cl Cs", "Cl Rb")) {
      leaders.stream()
          .filter(each -> each.crystal().reducedFormula().equals(formula))
          .forEach(each -> input.add(standing(each, Standing.LEADS_NEAR_DUPLICATES)));
      input.addAll(
          fresh(second.stream().filter(each -> each.reducedFormula().equals(formula)).toList()));
    }

    assertClasses(input, expected, second.size());
  }

  private static List<Crystal> fresh(List<Named> crystals) {
    return crystals.stream()
        .map(each -> new Crystal(each, Standing.NEW, new Prototype("", 0)))
        .toList();
  }

  private static Crystal standing(Known known, Standing standing) {
    return new Crystal(known.crystal(), standing, new Prototype(known.prototype(), 0));
  }
}
