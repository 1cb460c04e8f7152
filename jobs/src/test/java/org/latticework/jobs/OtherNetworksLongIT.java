package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.jobs.Trainings.done;
import static org.latticework.jobs.Trainings.with;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two workers, a power cut and predictions, with the networks that read directions, and coGN. */
class OtherNetworksLongIT {
  private static final int EPOCHS = 4;

  @TempDir private static Path folder;
  private static Trainings trainings;
  private static Path table;
  private static String graphs;

  @BeforeAll
  static void prepare() throws IOException {
    trainings = Trainings.prepare(folder);
    Invocation call =
        done(
            trainings.here(
                "featurize",
                "--cutoff=5",
                "--set=featurize.merge=false",
                "--set=featurize.images=true",
                "--set=featurize.symmetric=true"));
    graphs = call.out().replaceAll("(?s).*\\bas (g-[0-9a-f]+):.*", "$1");
    table =
        Files.writeString(
            folder.resolve("table.json"),
            IntStream.rangeClosed(1, 100)
                .mapToObj(z -> "\"%d\": [%s, %s]".formatted(z, z / 100.0, z % 18))
                .collect(Collectors.joining(", ", "{", "}")));
  }

  /** Returns the settings of a small network. */
  private static List<String> small(String kind) {
    return switch (kind) {
      case "cogn" -> List.of("width=6", "blocks=2", "message-layers=2", "basis=8");
      case "m3gnet" -> List.of("width=6", "blocks=1", "radial=2", "update=7", "head=5");
      case "equivariant" -> List.of("features=6, 4, 3", "type-features=4", "layers=2");
      case "alignn" -> List.of("width=6", "embedding=5", "line-layers=1", "crystal-layers=1");
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static String[] train(String kind, String name) {
    Stream<String> sizes =
        small(kind).stream().map(size -> "--set=train.network.%s.%s".formatted(kind, size));
    return with(
        trainings.train(
            name,
            "--epochs=" + EPOCHS,
            "--set=train.graphs=" + graphs,
            "--set=train.checkpoints.rounds=1",
            "--set=train.network.kind=" + kind,
            "--set=train.network.atom-features=" + (kind.equals("alignn") ? table : "")),
        sizes.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cogn", "m3gnet", "equivariant", "alignn"})
  void comesToTheSameTwiceAndAfterAPowerCut(String kind) throws Exception {
    String whole = kind + "-whole";
    done(train(kind, whole));
    done(train(kind, kind + "-again"));
    assertThat(trainings.outcome(kind + "-again")).isEqualTo(trainings.outcome(whole));

    String killed = kind + "-killed";
    trainings.killAt(killed, "state-000002-000001.zip", train(kind, killed));
    done(with(train(kind, killed), "--resume"));
    assertThat(trainings.outcome(killed)).isEqualTo(trainings.outcome(whole));

    done(trainings.here("evaluate", "--model=" + whole));
    Path output = folder.resolve(kind + ".csv");
    Invocation call =
        done(
            "predict",
            "--workspace=" + trainings.workspace(),
            "--model=" + whole,
            "--input=" + folder.resolve("dump"),
            "--output=" + output);
    assertThat(call.out()).contains("Predicted  80 of 80 records, 0 rejected: ");
  }
}
