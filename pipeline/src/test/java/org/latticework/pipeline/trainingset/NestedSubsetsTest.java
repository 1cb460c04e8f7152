package org.latticework.pipeline.trainingset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NestedSubsetsTest {
  private static final List<String> IDS = IntStream.range(0, 300).mapToObj(k -> "mp-" + k).toList();
  private static final List<String> GROUPS =
      IntStream.range(0, 300).mapToObj(k -> "g" + k * k % 71).toList();

  private static List<String> ordered(List<String> ids, List<String> groups, long seed) {
    return Arrays.stream(NestedSubsets.order(ids, groups, seed)).mapToObj(ids::get).toList();
  }

  @Test
  void hasEveryMaterialOnceWithItsGroupInOnePiece() {
    int[] order = NestedSubsets.order(IDS, GROUPS, 5);
    assertThat(Arrays.stream(order).sorted().toArray())
        .isEqualTo(IntStream.range(0, 300).toArray());
    Set<String> left = new HashSet<>();
    for (int k = 1; k < order.length; k++) {
      String before = GROUPS.get(order[k - 1]);
      if (!GROUPS.get(order[k]).equals(before)) {
        assertThat(left.add(before)).as("%s is in one piece", before).isTrue();
      }
    }
  }

  @Test
  void doesNotDependOnTheOrderOfRows() {
    List<String> ids = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    for (int k = 299; k >= 0; k--) {
      ids.add(IDS.get(k));
      groups.add(GROUPS.get(k));
    }
    assertThat(ordered(ids, groups, 5)).isEqualTo(ordered(IDS, GROUPS, 5));
  }

  @Test
  void keepsTheOrderOfThoseThatWereThereWhenMaterialsCome() {
    List<String> before = ordered(IDS.subList(0, 200), GROUPS.subList(0, 200), 5);
    List<String> after = new ArrayList<>(ordered(IDS, GROUPS, 5));
    after.retainAll(before);
    assertThat(after).isEqualTo(before);
  }

  @Test
  void differsByTheSeed() {
    assertThat(ordered(IDS, GROUPS, 6)).isNotEqualTo(ordered(IDS, GROUPS, 5));
  }
}
