package org.latticework.featurizer.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.latticework.featurizer.SharedData;
import org.latticework.featurizer.crystal.Structure;

/** Against 200 real crystals merged by another implementation, on pymatgen's neighbor lists. */
class QuotientGoldenTest {
  // Distances in the file are rounded to 1e-6 Å, and ours to float: 2.4e-7 Å below 8 Å.
  private static final double TOLERANCE = 1e-6;
  private static final GraphConfig MERGED = new GraphConfig(8, 12, Ties.ALL, true, false);
  private static final GraphConfig PLAIN = new GraphConfig(8, 12, Ties.ALL, false, false);

  /** An edge of a quotient, from one class to another. */
  private record Edge(int node, int neighbor, double distance, int weight) {
    private static final Comparator<Edge> ORDER =
        Comparator.comparingInt(Edge::node)
            .thenComparingInt(Edge::neighbor)
            .thenComparingDouble(Edge::distance);
  }

  @Test
  void mergesTheSameAtomsAndEdges() {
    List<JsonNode> goldens = SharedData.documents("golden/quotients.jsonl.gz");
    Map<String, Structure> structures = structures(goldens);
    assertThat(goldens).hasSize(200);
    for (JsonNode golden : goldens) {
      String id = golden.get("material_id").asText();
      CrystalGraph plain = new GraphBuilder(PLAIN).build(structures.get(id));
      CrystalGraph merged = new GraphBuilder(MERGED).build(structures.get(id));

      assertThat(plain.nodes()).as(id).isEqualTo(golden.get("atoms").asInt());
      assertThat(plain.edges()).as(id).isEqualTo(golden.get("edges").asInt());
      assertThat(merged.atomicNumbers()).as(id).isEqualTo(ints(golden.get("atomic_numbers")));
      assertThat(multiplicities(merged)).as(id).isEqualTo(ints(golden.get("multiplicities")));
      assertThat(classes(merged)).as(id).isEqualTo(ints(golden.get("class_of_atom")));
      assertSame(id, edges(merged), edges(golden.get("edges_of_classes")));
    }
  }

  private static void assertSame(String id, List<Edge> found, List<Edge> expected) {
    assertThat(found).as(id).hasSameSizeAs(expected);
    for (int k = 0; k < found.size(); k++) {
      Edge one = found.get(k);
      Edge other = expected.get(k);
      assertThat(Math.abs(one.distance() - other.distance()))
          .as("%s: %s, not %s", id, one, other)
          .isLessThanOrEqualTo(TOLERANCE);
      assertThat(new Edge(one.node(), one.neighbor(), other.distance(), one.weight()))
          .as(id)
          .isEqualTo(other);
    }
  }

  private static List<Edge> edges(CrystalGraph graph) {
    return IntStream.range(0, graph.nodes())
        .boxed()
        .flatMap(
            node ->
                IntStream.range(graph.offset(node), graph.offset(node + 1))
                    .mapToObj(
                        k -> new Edge(node, graph.neighbor(k), graph.distance(k), graph.weight(k))))
        .sorted(Edge.ORDER)
        .toList();
  }

  private static List<Edge> edges(JsonNode edges) {
    return StreamSupport.stream(edges.spliterator(), false)
        .map(
            edge ->
                new Edge(
                    edge.get(0).asInt(),
                    edge.get(1).asInt(),
                    edge.get(2).asDouble(),
                    edge.get(3).asInt()))
        .sorted(Edge.ORDER)
        .toList();
  }

  private static int[] multiplicities(CrystalGraph graph) {
    return IntStream.range(0, graph.nodes()).map(graph::multiplicity).toArray();
  }

  private static int[] classes(CrystalGraph graph) {
    return graph.classes().length == 0
        ? IntStream.range(0, graph.nodes()).toArray()
        : graph.classes();
  }

  private static Map<String, Structure> structures(List<JsonNode> goldens) {
    Set<String> ids =
        goldens.stream().map(g -> g.get("material_id").asText()).collect(Collectors.toSet());
    return SharedData.documents(
            "data/mp-20k.jsonl.gz",
            line ->
                ids.contains(
                    line.substring(line.indexOf("mp-"), line.indexOf("\",\"formula_pretty"))))
        .stream()
        .collect(Collectors.toMap(d -> d.get("material_id").asText(), SharedData::structure));
  }

  private static int[] ints(JsonNode numbers) {
    return IntStream.range(0, numbers.size()).map(k -> numbers.get(k).asInt()).toArray();
  }
}
