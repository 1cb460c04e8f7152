package org.latticework.report.judged;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.latticework.featurizer.crystal.Element;

/** Judgments that tests make up. */
public final class MadeUp {
  private static final int[] GROUPS = {225, 221, 62, 14, 2, 166, 194, 139, 12, 63, 0};

  /** What intervals of columns of electronvolts are to hold. */
  public static final double LEVEL = 0.9;

  private MadeUp() {}

  /** Returns a judgment of a crystal of sodium and chlorine. */
  public static Judgment judgment(String id, String fold, double target, double prediction) {
    Crystal crystal = new Crystal(id, "NaCl", List.of(Element.Na, Element.Cl), 2, 225);
    return new Judgment(crystal, fold, target, prediction, Certainty.NONE, Double.NaN);
  }

  /** Returns test crystals, one a pair of target and prediction, named a, b, c … */
  public static List<Judgment> pairs(double... targetsAndPredictions) {
    List<Judgment> judgments = new ArrayList<>();
    for (int k = 0; k < targetsAndPredictions.length; k += 2) {
      judgments.add(
          judgment(
              String.valueOf((char) ('a' + k / 2)),
              "test",
              targetsAndPredictions[k],
              targetsAndPredictions[k + 1]));
    }
    return judgments;
  }

  /** Returns a column of electronvolts. */
  public static JudgedColumn column(List<Judgment> judgments) {
    return new JudgedColumn("small", "band_gap", "eV", false, LEVEL, judgments);
  }

  /** Returns a column of a class. */
  public static JudgedColumn classes(List<Judgment> judgments) {
    return new JudgedColumn("metals", "band_gap > 0.0", "1", true, Double.NaN, judgments);
  }

  /** Returns what figures of a column's test crystals are about. */
  public static Subject subject(JudgedColumn column) {
    return new Subject("right", column, JudgedFold.of(column).get(0));
  }

  /**
   * Returns crystals whose errors are normal, with standard deviations from 0.02 to 0.4 that an
   * ensemble knows: 80 % in training, 10 % each in validation and test.
   */
  public static List<Judgment> many(int count, long seed) {
    Random random = new Random(seed);
    Element[] elements = Element.values();
    List<Judgment> judgments = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      TreeSet<Element> chosen = new TreeSet<>();
      StringBuilder formula = new StringBuilder();
      while (chosen.size() < 2 + k % 3) {
        Element element = elements[(int) (94 * Math.pow(random.nextDouble(), 1.5))];
        if (chosen.add(element)) {
          formula.append(element.symbol()).append(1 + random.nextInt(4));
        }
      }
      double deviation = 0.02 + 0.38 * random.nextDouble() * random.nextDouble();
      double target = Math.max(0, 2 * random.nextGaussian() + 1);
      double heavy = random.nextInt(100) == 0 ? 6 : 1;
      double prediction = target + heavy * deviation * random.nextGaussian();
      Crystal crystal =
          new Crystal(
              "mp-" + (1000 + k),
              formula.toString(),
              List.copyOf(chosen),
              1 + (int) Math.pow(120, random.nextDouble()),
              GROUPS[(int) (GROUPS.length * Math.pow(random.nextDouble(), 2))]);
      double distance = random.nextInt(4) == 0 ? Double.NaN : 0.5 * random.nextDouble();
      String fold = k % 10 == 0 ? "test" : k % 10 == 1 ? "validation" : "train";
      judgments.add(
          new Judgment(
              crystal,
              fold,
              target,
              prediction,
              new Certainty(
                  deviation, prediction - 1.645 * deviation, prediction + 1.645 * deviation),
              distance));
    }
    return judgments;
  }

  /** Returns crystals of a class whose probabilities are reliable. */
  public static List<Judgment> manyOfClass(int count, long seed) {
    Random random = new Random(seed);
    return many(count, seed).stream()
        .map(
            each -> {
              double probability = 1 / (1 + Math.exp(-3 * random.nextGaussian()));
              return new Judgment(
                  each.crystal(),
                  each.fold(),
                  random.nextDouble() < probability ? 1 : 0,
                  probability,
                  Certainty.NONE,
                  each.distance());
            })
        .toList();
  }
}
