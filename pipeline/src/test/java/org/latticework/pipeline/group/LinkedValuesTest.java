package org.latticework.pipeline.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LinkedValuesTest {
  private static Map<String, String> firsts(List<List<String>> materials) {
    LinkedValues values = new LinkedValues(2);
    materials.forEach(values::link);
    return values.firsts();
  }

  private static List<List<String>> materials(List<Integer> numbers) {
    // A tenth digit for the first level and a digit for the second, so that both are shared.
    return numbers.stream().map(n -> List.of("a" + n / 10, "b" + n % 10)).toList();
  }

  private static String group(Map<String, String> firsts, List<String> material) {
    return firsts.getOrDefault(material.get(0), material.get(0));
  }

  @Test
  void followsChainsThroughBothLevels() {
    List<List<String>> chain =
        List.of(List.of("a3", "x"), List.of("a2", "x"), List.of("a2", "y"), List.of("a1", "y"));
    assertThat(firsts(chain)).isEqualTo(Map.of("a3", "a1", "a2", "a1"));
    assertThat(firsts(List.of(List.of("a", "a"), List.of("b", "b")))).isEmpty();
  }

  @Property
  void keepsTogetherWhatSharesAValueAndDoesNotDependOnTheOrder(
      @ForAll @Size(max = 40) List<@IntRange(max = 99) Integer> numbers, @ForAll long seed) {
    List<List<String>> given = materials(numbers);
    Map<String, String> firsts = firsts(given);
    List<List<String>> shuffled = new ArrayList<>(given);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(firsts(shuffled)).isEqualTo(firsts);
    for (List<String> one : given) {
      assertThat(group(firsts, one)).isLessThanOrEqualTo(one.get(0));
      for (List<String> other : given) {
        if (one.get(0).equals(other.get(0)) || one.get(1).equals(other.get(1))) {
          assertThat(group(firsts, one)).isEqualTo(group(firsts, other));
        }
      }
    }
  }

  @Property
  void onlyJoinsGroupsAsMaterialsCome(
      @ForAll @Size(max = 30) List<@IntRange(max = 99) Integer> numbers,
      @ForAll @Size(max = 10) List<@IntRange(max = 99) Integer> more) {
    List<List<String>> before = materials(numbers);
    List<List<String>> after = new ArrayList<>(before);
    after.addAll(materials(more));
    Map<String, String> small = firsts(before);
    Map<String, String> large = firsts(after);

    for (List<String> one : before) {
      for (List<String> other : before) {
        if (group(small, one).equals(group(small, other))) {
          assertThat(group(large, one)).isEqualTo(group(large, other));
        }
      }
    }
  }

  @Test
  void takesHalfAMillionMaterials() {
    LinkedValues values = new LinkedValues(3);
    for (int i = 0; i < 500_000; i++) {
      values.link(List.of("formula " + i, "near-duplicate " + i, "prototype " + i / 2));
    }
    assertThat(values.firsts()).hasSize(250_000);
  }
}
