package org.latticework.featurizer.neighbor;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Neighbor searches within 8 Å in cells of 10 to 100,000 atoms at one density: linear, or not. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class ScalingBenchmark {
  private static final double ATOMS_PER_VOLUME = 0.065; // 1/Å³; the mean of real crystals

  @Param({"10", "100", "1000", "10000", "100000"})
  public int atoms;

  /** How many of the nearest an atom keeps: 12, or 2147483647 for all. */
  @Param({"12", "2147483647"})
  public int count;

  private final NeighborSearch search = new NeighborSearch(8);
  private Structure structure;

  @Setup
  public void fill() {
    double edge = Math.cbrt(atoms / ATOMS_PER_VOLUME);
    int[] atomicNumbers = new int[atoms];
    Arrays.fill(atomicNumbers, 14);
    structure =
        new Structure(
            Lattice.ofRows(new double[] {edge, 0, 0, 0, edge, 0, 0, 0, edge}),
            atomicNumbers,
            new Random(7).doubles(3L * atoms).toArray());
  }

  @Benchmark
  public NeighborList search() {
    return search.nearest(structure, count);
  }
}
