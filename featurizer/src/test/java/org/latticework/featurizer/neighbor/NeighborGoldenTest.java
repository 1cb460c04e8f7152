package org.latticework.featurizer.neighbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.SharedData;
import org.latticework.featurizer.crystal.Structure;

/** Against pymatgen's neighbor list on 300 real crystals, the most skewed and smallest included. */
class NeighborGoldenTest {
  // Distances in the file are rounded to 1e-7 Å.
  private static final double TOLERANCE = 1e-6;

  private static List<JsonNode> goldens;
  private static Map<String, Structure> structures;

  @BeforeAll
  static void read() {
    goldens = SharedData.documents("golden/neighbors.jsonl.gz");
    Set<String> ids = goldens.stream().map(NeighborGoldenTest::id).collect(Collectors.toSet());
    structures =
        SharedData.documents("data/mp-20k.jsonl.gz", line -> ids.contains(id(line))).stream()
            .collect(Collectors.toMap(NeighborGoldenTest::id, SharedData::structure));
  }

  /** Returns the id with which a line begins, without parsing the rest. */
  private static String id(String line) {
    return line.substring(line.indexOf("mp-"), line.indexOf("\",\"formula_pretty"));
  }

  @Test
  void findsTheSamePairsWithTheSameImagesAndDistances() {
    assertThat(goldens).hasSize(300);
    for (JsonNode golden : goldens) {
      NeighborSearch search = new NeighborSearch(golden.get("cutoff").asDouble());
      NeighborList found = search.all(structure(golden));
      Map<List<Integer>, Double> distances = new HashMap<>();
      for (int i = 0; i < found.atoms(); i++) {
        for (int p = found.offset(i); p < found.offset(i + 1); p++) {
          List<Integer> pair =
              List.of(
                  i, found.neighbor(p), found.image(p, 0), found.image(p, 1), found.image(p, 2));
          distances.put(pair, found.distance(p));
        }
      }
      assertThat(distances).as(id(golden)).hasSize(golden.get("pairs").size());
      for (JsonNode pair : golden.get("pairs")) {
        Double distance = distances.get(key(pair));
        assertThat(distance != null && Math.abs(distance - pair.get(5).asDouble()) <= TOLERANCE)
            .as("%s: %s, found %s", id(golden), pair, distance)
            .isTrue();
      }
    }
  }

  /** Returns center, neighbor and image of a golden pair. */
  private static List<Integer> key(JsonNode pair) {
    return IntStream.range(0, 5).mapToObj(k -> pair.get(k).asInt()).toList();
  }

  @Test
  void findsAsManyPairsWithinEightAngstrom() {
    NeighborSearch search = new NeighborSearch(8);
    for (JsonNode golden : goldens) {
      assertThat(search.all(structure(golden)).pairs())
          .as(id(golden))
          .isEqualTo(golden.get("pairs_within_8").asInt());
    }
  }

  @Test
  void findsTheSameTwelveNearestDistances() {
    NeighborSearch search = new NeighborSearch(8);
    for (JsonNode golden : goldens) {
      NeighborList found = search.nearest(structure(golden), 12);
      JsonNode atoms = golden.get("nearest12_within_8");
      assertThat(found.atoms()).isEqualTo(atoms.size());
      for (int i = 0; i < found.atoms(); i++) {
        assertThat(found.degree(i)).as(id(golden)).isEqualTo(atoms.get(i).size());
        for (int k = 0; k < found.degree(i); k++) {
          assertThat(found.distance(found.offset(i) + k))
              .as("%s, atom %d", id(golden), i)
              .isCloseTo(atoms.get(i).get(k).asDouble(), within(TOLERANCE + 1e-5));
        }
      }
    }
  }

  private static String id(JsonNode golden) {
    return golden.get("material_id").asText();
  }

  private static Structure structure(JsonNode golden) {
    return structures.get(id(golden));
  }
}
