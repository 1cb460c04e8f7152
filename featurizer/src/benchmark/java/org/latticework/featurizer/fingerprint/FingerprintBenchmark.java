package org.latticework.featurizer.fingerprint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.latticework.featurizer.SharedData;
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

/**
 * Fingerprints of all crystals of a dump, and the distances of all pairs of polymorphs, without a
 * limit; one operation is one pass.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class FingerprintBenchmark {
  /** A dump of summary documents, JSON lines, gzip. */
  @Param("../../shared/data/mp-20k.jsonl.gz")
  public String dump;

  private final FingerprintBuilder builder = new FingerprintBuilder();
  private List<Structure> structures = List.of();
  private List<List<WeightedRows>> polymorphs = List.of();

  @Setup
  public void read() {
    structures = SharedData.documents(Path.of(dump)).stream().map(SharedData::structure).toList();
    Map<String, List<Structure>> byFormula =
        structures.stream().collect(Collectors.groupingBy(s -> s.composition().reducedFormula()));
    polymorphs = new ArrayList<>();
    for (List<Structure> some : byFormula.values()) {
      polymorphs.add(some.stream().map(each -> builder.build(each).rows()).toList());
    }
    long pairs = polymorphs.stream().mapToLong(some -> some.size() * (some.size() - 1L) / 2).sum();
    System.out.printf("%n%d structures, %d pairs%n", structures.size(), pairs);
  }

  /** Returns the number of rows. */
  @Benchmark
  public long fingerprints() {
    long rows = 0;
    for (Structure structure : structures) {
      rows += builder.build(structure).rows().count();
    }
    return rows;
  }

  /** Returns the sum of the distances. */
  @Benchmark
  public double distances() {
    double sum = 0;
    for (List<WeightedRows> some : polymorphs) {
      for (int i = 0; i < some.size(); i++) {
        for (int j = 0; j < i; j++) {
          sum += some.get(i).distance(some.get(j), Double.POSITIVE_INFINITY);
        }
      }
    }
    return sum;
  }
}
