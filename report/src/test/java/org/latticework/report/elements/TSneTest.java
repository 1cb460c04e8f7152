package org.latticework.report.elements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Against scikit-learn: what it once said of 24 points, and, where it is here, what it says now.
 */
class TSneTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PYTHON = "/usr/bin/python3"; // Debian's
  private static final TSne MAP = new TSne(5, 2, 1000, 12, 250);

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = TSneTest.class.getResourceAsStream(name)) {
      return stream.readAllBytes();
    }
  }

  private static double[][] matrix(JsonNode said, String name) {
    return MAPPER.convertValue(said.get(name), double[][].class);
  }

  private static void assertNear(double[][] ours, double[][] theirs, Offset<Double> tolerance) {
    assertThat(ours).hasSameDimensionsAs(theirs);
    for (int i = 0; i < ours.length; i++) {
      for (int j = 0; j < ours[i].length; j++) {
        assertThat(ours[i][j]).isCloseTo(theirs[i][j], tolerance);
      }
    }
  }

  private static void assertAgrees(JsonNode said) {
    double[][] points = matrix(said, "points");
    double[][] p = MAP.joint(points);
    // Both solve for the entropy to 1e-11 and better.
    assertNear(p, matrix(said, "joint"), within(1e-12));
    // scikit-learn stops at an entropy within 1e-5, and computes distances in single precision.
    assertNear(p, matrix(said, "joint of scikit-learn"), within(1e-7));
    double[][] start = matrix(said, "start");
    // Rounding alone: both are in double precision, and the start has a deviation of 1e-4.
    assertNear(PrincipalStart.of(points), start, within(1e-16));
    double[][] few = new TSne(5, 2, 20, 12, 10).place(points, start);
    // Of places of some 0.6: P agrees to ten digits, and twenty steps make that ten times worse.
    assertNear(few, matrix(said, "after 20 steps"), within(1e-8));
    double divergence = said.get("divergence after 20").doubleValue();
    assertThat(TSne.divergence(p, few)).isCloseTo(divergence, within(1e-8 * divergence));
    // Its public class has single precision: places differ by then, the divergence does not.
    double last = said.get("divergence after 1000").doubleValue();
    assertThat(TSne.divergence(p, MAP.place(points, start))).isCloseTo(last, within(0.01 * last));
  }

  @Test
  void agreesWithWhatScikitLearnSaid() throws IOException {
    assertAgrees(MAPPER.readTree(resource("tsne-golden.json")));
  }

  @Test
  void agreesWithScikitLearnWhereItIsHere() throws Exception {
    assumePython();
    String script = new String(resource("tsne.py"), StandardCharsets.UTF_8);
    Process process =
        new ProcessBuilder(PYTHON, "-c", script)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertAgrees(MAPPER.readTree(said));
  }

  /** The script calls what scikit-learn 1.2 keeps private: other versions may have it otherwise. */
  private static void assumePython() throws InterruptedException {
    String check = "import scipy, sklearn; assert sklearn.__version__.startswith('1.2.')";
    try {
      Process process = new ProcessBuilder(PYTHON, "-c", check).start();
      assumeTrue(process.waitFor() == 0, "Skipped: this Python has no scikit-learn 1.2");
    } catch (IOException e) {
      assumeTrue(false, "Skipped: there is no " + PYTHON);
    }
  }

  @Test
  void descendsAlongTheGradientOfTheDivergence() throws IOException {
    JsonNode said = MAPPER.readTree(resource("tsne-golden.json"));
    double[][] p = MAP.joint(matrix(said, "points"));
    double[][] y = new double[p.length][2];
    for (int i = 0; i < y.length; i++) {
      y[i][0] = Math.sin(3 * i);
      y[i][1] = Math.cos(5 * i + 1);
    }
    double[][] gradient = TSne.gradient(p, y);
    double step = 1e-5; // central differences: an error of step², and 1e-16 / step of rounding
    for (int i = 0; i < y.length; i++) {
      for (int axis = 0; axis < 2; axis++) {
        double place = y[i][axis];
        y[i][axis] = place + step;
        double above = TSne.divergence(p, y);
        y[i][axis] = place - step;
        double below = TSne.divergence(p, y);
        y[i][axis] = place;
        assertThat(gradient[i][axis]).isCloseTo((above - below) / (2 * step), within(1e-9));
      }
    }
  }

  @Test
  void givesEachPointTheSameNumberOfNeighborsAndProbabilitiesASumOfOne() {
    double[][] points = {{0}, {1}, {3}, {7}, {100}, {101}};
    double[][] p = new TSne(2, 50, 0, 1, 0).joint(points);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      for (int j = 0; j < p.length; j++) {
        sum += p[i][j];
        assertThat(p[i][j]).isEqualTo(p[j][i]);
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-12)); // rounding, and 2.2e-16 for what is less
  }

  @Test
  void placesEqualPointsAtOnePlace() {
    double[][] points = {{1, 2}, {1, 2}, {1, 2}, {1, 2}};
    double[][] start = PrincipalStart.of(points);
    assertThat(start).isDeepEqualTo(new double[4][2]);
    assertThat(TSne.of(4).place(points, start)).isDeepEqualTo(new double[4][2]);
  }

  @Test
  void keepsPointsOfOneNumberOnALine() {
    double[][] points = {{1}, {2}, {4}, {8}, {16}};
    for (double[] place : TSne.of(5).place(points, PrincipalStart.of(points))) {
      assertThat(place[0]).isFinite();
      assertThat(place[1]).isZero();
    }
  }

  @Test
  void refusesWhatCannotDescend() {
    assertThatThrownBy(() -> new TSne(0.5, 50, 10, 12, 5)).hasMessageContaining("got 0.5, 50.0");
    assertThatThrownBy(() -> new TSne(5, 50, 10, 12, 11)).hasMessageContaining("got 11 and 10");
  }
}
