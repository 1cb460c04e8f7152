package org.latticework.featurizer.neighbor;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.latticework.featurizer.SharedData;
import org.latticework.featurizer.crystal.Structure;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Neighbor searches within 8 Å over all crystals of a dump; one operation is one pass. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class NeighborBenchmark {
  /** A dump of summary documents, JSON lines, gzip. */
  @Param("../../shared/data/mp-20k.jsonl.gz")
  public String dump;

  /** How many of the nearest an atom keeps: 12, or 2147483647 for all. */
  @Param({"12", "2147483647"})
  public int count;

  private final NeighborSearch search = new NeighborSearch(8);
  private List<Structure> structures = List.of();

  /** The processor's time, which unlike the clock's does not grow on a busy machine. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Processor {
    public long passes;
    public double seconds;

    @Setup(Level.Iteration)
    public void reset() {
      passes = 0;
      seconds = 0;
    }
  }

  @Setup
  public void read() {
    structures = SharedData.documents(Path.of(dump)).stream().map(SharedData::structure).toList();
  }

  /** Returns the number of directed pairs. */
  @Benchmark
  public long search(Processor processor) {
    double start = processorSeconds();
    long pairs = 0;
    for (Structure structure : structures) {
      pairs += search.nearest(structure, count).pairs();
    }
    processor.passes++;
    processor.seconds += processorSeconds() - start;
    return pairs;
  }

  /** Returns the time of all threads of this process, the garbage collector's included. */
  private static double processorSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() * 1e-9;
  }
}
