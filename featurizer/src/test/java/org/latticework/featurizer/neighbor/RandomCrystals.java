package org.latticework.featurizer.neighbor;

import java.util.Random;
import java.util.stream.IntStream;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;

/** Crystals without any chemistry: every shape of cell, atoms wherever they fall. */
public final class RandomCrystals {
  private RandomCrystals() {}

  /** Returns a crystal of at most so many atoms, at random density, some of them far away. */
  public static Structure crystal(Random random, int maxAtoms) {
    int atoms = 1 + random.nextInt(maxAtoms);
    double volumePerAtom = 8 + 20 * random.nextDouble();
    Lattice shape = lattice(random);
    double scale = Math.cbrt(atoms * volumePerAtom / shape.volume());
    Lattice lattice =
        new Lattice(shape.a().times(scale), shape.b().times(scale), shape.c().times(scale));
    int farthest = random.nextBoolean() ? 0 : 1000; // cells from the origin
    double[] fractional =
        random
            .doubles(3L * atoms)
            .map(f -> f + random.nextInt(2 * farthest + 1) - farthest)
            .toArray();
    int[] numbers = IntStream.range(0, atoms).map(i -> 1 + random.nextInt(100)).toArray();
    return new Structure(lattice, numbers, fractional);
  }

  /** Returns a cell with angles from 6° to 174°, half of them left-handed. */
  static Lattice lattice(Random random) {
    while (true) {
      double alpha = 6 + 168 * random.nextDouble();
      double beta = 6 + 168 * random.nextDouble();
      double least = Math.max(6, Math.abs(alpha - beta));
      double greatest = Math.min(174, Math.min(alpha + beta, 360 - alpha - beta));
      double gamma = least + (greatest - least) * random.nextDouble();
      double a = 0.5 + random.nextDouble();
      double b = 0.5 + random.nextDouble();
      double c = 0.5 + random.nextDouble();
      if (greatest <= least || flatness(alpha, beta, gamma) < 0.005) {
        continue;
      }
      Lattice lattice = Lattice.fromParameters(a, b, c, alpha, beta, gamma);
      return random.nextBoolean() ? lattice : new Lattice(lattice.b(), lattice.a(), lattice.c());
    }
  }

  /** Returns the volume of a cell with edges of length one; 0.0095 for three angles of 6°. */
  private static double flatness(double alpha, double beta, double gamma) {
    double u = Math.cos(Math.toRadians(alpha));
    double v = Math.cos(Math.toRadians(beta));
    double w = Math.cos(Math.toRadians(gamma));
    return Math.sqrt(Math.max(0, 1 - u * u - v * v - w * w + 2 * u * v * w));
  }
}
