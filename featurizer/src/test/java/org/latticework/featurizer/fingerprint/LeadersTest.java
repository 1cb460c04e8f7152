package org.latticework.featurizer.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LeadersTest {
  private static final double VOLUME = 20;

  /** A crystal whose only number is its place on a line. */
  private static WeightedRows at(double place) {
    return new WeightedRows(new int[] {0}, new double[] {1}, new float[][] {{(float) place}});
  }

  @Test
  void membersAreNearTheLeaderAndNotOnlyNearEachOther() {
    Leaders leaders = new Leaders(1, 2);
    assertThat(leaders.assign("a", at(0), VOLUME)).isEqualTo(new Leaders.Match("a", 0));
    assertThat(leaders.assign("b", at(0.75), VOLUME)).isEqualTo(new Leaders.Match("a", 0.75));
    assertThat(leaders.assign("c", at(1.5), VOLUME)).isEqualTo(new Leaders.Match("c", 0));
    assertThat(leaders.assign("d", at(1), VOLUME)).isEqualTo(new Leaders.Match("c", 0.5));
    assertThat(leaders.assign("e", at(0.75), VOLUME)).isEqualTo(new Leaders.Match("a", 0.75));
  }

  @Test
  void comparesNoVolumesFarApart() {
    Leaders leaders = new Leaders(1, 1.05);
    leaders.add("a", at(0), 20);
    assertThat(leaders.assign("b", at(0), 21.1).leader()).isEqualTo("b");
    assertThat(leaders.assign("c", at(0), 19.1).leader()).isEqualTo("a");
    assertThat(leaders.candidates()).isEqualTo(1);
    assertThat(leaders.comparisons()).isEqualTo(1);
  }

  /** Against a plain loop over all leaders, in two dimensions. */
  @Property(tries = 50, seed = "1")
  void findsTheNearestLeaderThatALoopFinds(@ForAll Random random) {
    Leaders leaders = new Leaders(0.3, 1.2);
    List<String> names = new ArrayList<>();
    List<WeightedRows> rows = new ArrayList<>();
    List<Double> volumes = new ArrayList<>();
    for (int k = 0; k < 60; k++) {
      WeightedRows next = random(random);
      double volume = 18 + 4 * random.nextDouble();
      String expected = "crystal " + k;
      double nearest = 0.3;
      for (int l = 0; l < names.size(); l++) {
        double ratio = volume / volumes.get(l);
        double distance = next.distance(rows.get(l), Double.POSITIVE_INFINITY);
        if (distance <= nearest && ratio <= 1.2 && 1 / ratio <= 1.2) {
          nearest = distance;
          expected = names.get(l);
        }
      }
      Leaders.Match match = leaders.assign("crystal " + k, next, volume);
      assertThat(match.leader()).isEqualTo(expected);
      if (expected.equals("crystal " + k)) {
        assertThat(match.distance()).isZero();
        names.add(expected);
        rows.add(next);
        volumes.add(volume);
      } else {
        assertThat(match.distance()).isCloseTo(nearest, within(1e-12));
      }
    }
  }

  private static WeightedRows random(Random random) {
    float[][] rows = new float[3][2];
    for (float[] row : rows) {
      row[0] = random.nextFloat();
      row[1] = row[0] + random.nextFloat();
    }
    return new WeightedRows(new int[] {1, 1, 2}, new double[] {.25, .25, .5}, rows);
  }

  @Test
  void refusesThresholdsThatAreNone() {
    assertThatThrownBy(() -> new Leaders(Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Leaders(1, 0.9)).hasMessageContaining("0.9");
  }
}
