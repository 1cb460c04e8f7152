package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.jobs.job.Job;
import picocli.CommandLine;

/** The command line up to the point where Spark would start: it never does here. */
class LatticeworkTest {
  @TempDir private Path folder;

  @AfterEach
  void sparkHasNotStarted() {
    assertThat(SparkSession.getDefaultSession().isEmpty()).isTrue();
  }

  @Test
  void printsItsHelpWhereNothingIsAsked() {
    Invocation call = Invocation.of();
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("latticework demo", "ingest", "featurize", "train", "evaluate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "ingest",
        "featurize",
        "split",
        "train",
        "evaluate",
        "report",
        "predict",
        "embed",
        "nearest",
        "serve",
        "import-weights",
        "sweep",
        "matbench",
        "export",
        "nightly",
        "maintain",
        "generate",
        "demo"
      })
  void tellsTheOptionsOfEachJobWithAnExample(String job) {
    Invocation call = Invocation.of(job, "--help");
    assertThat(call.code()).isZero();
    assertThat(call.out())
        .contains("--workspace", "--conf", "--set", "--summary", "--master")
        .contains("Example: latticework " + job);
    assertThat(call.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void tellsItsVersion() {
    assertThat(Invocation.of("--version").out()).startsWith("latticework ").doesNotContain("$");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          featurize --set featurize.cutoff=-1 | featurize: Need 0 < cutoff <= 1000.0 Å, got -1.0
          featurize --cutoff -1               | featurize: Need 0 < cutoff <= 1000.0 Å, got -1.0
          featurize --set featurize.cut=1     | Unknown key featurize.cut in --set; featurize has cutoff, edge-features, images, max-neighbors, merge, symmetric, ties
          featurize --max-neighbors many      | featurize.max-neighbors must be a whole number, got many
          featurize --conf no.conf            | Configuration file no.conf does not exist
          ingest --input nothing/here         | The input nothing/here does not exist
          ingest --input https://a.org/b.cif  | The input https://a.org/b.cif is on the web: fetch the file first
          run --input http://a.org/b.cif      | The input http://a.org/b.cif is on the web: fetch the file first
          ingest --input . --format xml       | ingest.format must be one of auto, json, json-lines, json-array, matbench, cif, poscar, extxyz, csv, delta, parquet, got xml
          split --seed first                  | split.seed must be a whole number, got first
          train --epochs many                 | train.epochs must be a whole number, got many
          split --strategy alphabet           | split: A split strategy is one of
          split --strategy leave-elements-out --leave-out Xx | split: Elements are named by their symbols (Li), group-1
          split --folds many                  | split.folds must be a whole number, got many
          split --set split.test=1            | split: Need validation >= 0, test >= 0 and a sum below 1, got 0.1 and 1.0
          generate --output x --count 0       | generate.count must be positive, got 0
          generate --output s3a://bucket/dump | --output wants a path on this machine, got s3a://bucket/dump
          export --table x --output y         | --table: A table is one of
          export --table splits --format xml --output y | --format: An export format is one of
          export --table splits --output .    | --output wants a file, . is a folder
          demo --workspace hdfs://host/x      | demo --workspace wants a path on this machine
          ingest --input hdfs://127.0.0.1:1/x | Cannot look into hdfs://127.0.0.1:1/x: ConnectException
          featurize --workspace=              | --workspace wants a path, got an empty one
          run --input nothing/here            | The input nothing/here does not exist
          run --input . --epochs many         | train.epochs must be a whole number, got many
          run --input . --set split.test=1    | split: Need validation >= 0, test >= 0 and a sum below 1, got 0.1 and 1.0
          run --input . --set train.from=base | train.from is for the command train alone, everything else begins at random; got base
          sweep --set train.from=base         | train.from is for the command train alone
          run --input . --name a/b            | train.name must be letters
          run --input . --preset best         | train.preset must be none or one of
          run --input . --set train.network.kind=schnet | The network schnet needs edges of at most 5.0 Å, which graphs of featurize.cutoff=8.0 do not have: --set featurize.cutoff=5.0
          run --input . --preset schnet --cutoff 6 | The network schnet needs edges of at most 5.0 Å, which graphs of featurize.cutoff=6.0 do not have: --set featurize.cutoff=5.0
          demo --set train.network.kind=m3gnet | The network m3gnet needs edges of at most 5.0 Å, the images of neighbors, which graphs of featurize.cutoff=8.0, featurize.merge=true, featurize.images=false do not have: --set featurize.cutoff=5.0 --set featurize.merge=false --set featurize.images=true
          demo --preset alignn                | train.network: ALIGNN's atoms begin with features
          matbench --task matbench_mp_gap.json --preset cogn --set featurize.ties=cut | The network cogn needs all neighbors tied with the last, which graphs of featurize.ties=cut do not have: --set featurize.ties=all
          matbench --task matbench_mp_gap.json | The input matbench_mp_gap.json does not exist
          matbench --task dump.jsonl.gz       | --task wants a file of Matbench, such as matbench_mp_gap.json.gz, got dump.jsonl.gz
          matbench --task a/matbench_mp_is_metal.json.gz | matbench_mp_is_metal is a classification, whose folds Matbench stratifies by class: make its splits with
          matbench --task matbench_steels.json | matbench_steels has compositions and no structures
          matbench --task like.json           | Matbench has no task like: say with --target
          matbench --task like.json --target Eg:x | ingest: An extra target is a field such as my_property or dos.gap, got 'Eg:x'
          matbench --task matbench_mp_gap.json --name a/b | split: The name of a split has letters, digits
          matbench --task matbench_mp_gap.json --output x.csv | --output must end with .json or .json.gz, got x.csv
          matbench --task matbench_mp_gap.json --set sweep.seeds=0,1 | matbench trains one network a fold to predict a number: sweep.seeds must be empty, got 0,1
          report --model a/b                  | --model must be letters, digits, dot, dash and underscore, got 'a/b'
          report --model none --workspace no  | There is no model none in no/models/none: run latticework train first
          report --sweep a/b                  | --sweep must be letters
          report --output .                   | --output wants a file, . is a folder
          report --output reports/            | --output wants a file, got 'reports/'
          report --output pom.xml/a.html      | --output cannot be written:
          report --output hdfs://127.0.0.1:1/x | Cannot look into hdfs://127.0.0.1:1/x: ConnectException
          report --figures pom.xml            | --figures wants a folder, pom.xml is a file
          nearest --to mp-1 --count 0         | --count must be 1 to 100000, got 0
          nearest --to mp-1 --workspace no    | There is no model default in no/models/default
          serve --model a/b                   | serve.model must be letters, digits
          serve --model none --workspace nowhere | There is no model none in nowhere/models/none
          serve --port 70000                  | serve: port must be 0 to 65535, got 70000
          serve --port web                    | serve.port must be a whole number, got web
          serve --set serve.max-body=0        | serve: max-body must be 1 to 1024 MB, got 0
          serve --set serve.threads=-1        | serve: threads must be 1 to 10000, got -1
          serve --set serve.waiting=-1        | serve: waiting must be 0 to 10000, got -1
          serve --set serve.max-crystals=0    | serve: max-crystals must be positive, got 0
          serve --set serve.seconds=0         | serve: seconds must be positive, got 0
          featurize --summary s3a://bucket/x  | --summary wants a path on this machine, got s3a://bucket/x
          """)
  void refusesWithOneLineAndCodeTwo(String arguments, String complaint) {
    Invocation call = Invocation.of(arguments.strip().split(" "));
    assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(call.err()).startsWith("latticework: " + complaint);
    assertThat(call.err().lines()).hasSize(1);
    assertThat(call.out()).isEmpty();
  }

  @Test
  void refusesAnUnknownOptionAndPointsToTheHelp() {
    Invocation call = Invocation.of("ingest", "--input", ".", "--fast");
    assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(call.err()).contains("--fast", "Try: latticework ingest --help");
  }

  @Test
  void endsAnErrorOfTheMachineAsAnyOtherFailure() {
    StringWriter err = new StringWriter();
    CommandLine command =
        Latticework.commandLine()
            .setErr(new PrintWriter(err, true))
            .setExecutionStrategy(
                parsed -> {
                  throw new OutOfMemoryError("Java heap space");
                });
    assertThat(Latticework.execute(command, "demo")).isEqualTo(Job.FAILED);
    assertThat(err.toString()).contains("failed: Java heap space").doesNotContain("\tat ");
  }

  @Test
  void suggestsWhatWasMeant() {
    assertThat(Invocation.of("trian").err()).contains("'trian'; did you mean train");
    assertThat(Invocation.of("train", "--epoch=3").err()).contains("did you mean --epochs?");
  }

  @Test
  void namesTheJobThatWritesAMissingTable() {
    Invocation call = Invocation.of("featurize", "--workspace", folder.toString());
    assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(call.err())
        .isEqualToIgnoringNewLines(
            "latticework: The workspace %s has no table materials yet: run latticework ingest first"
                .formatted(folder));
  }

  @Test
  void refusesAFileThatIsNoWholeTableOfMatbench() throws IOException {
    Path file = folder.resolve("matbench_mp_gap.json");
    String rows = "[{},1],".repeat(5);
    for (String[] wrong :
        new String[][] {
          {"{\"material_id\": \"mp-1\", \"structure\": {}}", "the object has no array named data"},
          {
            "{\"columns\":[\"structure\",\"a\"],\"data\":[]}",
            "columns [structure, a] of mp-gap: say"
          },
          {"{\"columns\":[\"structure\",\"gap pbe\"],\"data\":[" + rows, "index 5, the array ends"},
          {"{\"columns\":[\"structure\",\"gap pbe\"],\"data\":[[{},1]]}", "five folds, got 1 rows"}
        }) {
      Files.writeString(file, wrong[0]);
      Invocation call = Invocation.of("matbench", "--task=" + file, "--workspace=" + folder);
      assertThat(call.code()).as(call.err()).isEqualTo(Job.MISCONFIGURED);
      assertThat(call.err()).startsWith("latticework: " + file).contains(wrong[1]).hasLineCount(1);
    }
  }

  @Test
  void refusesASummaryThatCannotBeWrittenBeforeTheWork() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");
    for (Path summary : new Path[] {folder, file.resolve("summary.json")}) {
      Invocation call = generate("dump", "--summary=" + summary);
      assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
      assertThat(call.err()).startsWith("latticework: --summary ").hasLineCount(1);
      assertThat(folder.resolve("dump")).doesNotExist();
    }
    assertThat(file).hasContent("kept");
  }

  @Test
  void generatesTwiceIntoAFolderButMixesNoDumps() throws IOException {
    assertThat(generate("dump").code()).isZero();
    assertThat(generate("dump").code()).isZero();
    Invocation other = generate("dump", "--seed=7");
    assertThat(other.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(other.err()).contains("holds another synthetic dump").hasLineCount(1);
    assertThat(generate("dump", "--seed=7", "--overwrite").code()).isZero();
    assertThat(generate("fresh", "--seed=7").code()).isZero();
    assertThat(files("dump")).isEqualTo(files("fresh"));
  }

  @Test
  void leavesAFolderOfOtherFilesAlone() throws IOException {
    Path real = Files.createDirectories(folder.resolve("dump")).resolve("real.jsonl");
    Files.writeString(real, "{}");
    Invocation call = generate("dump", "--overwrite");
    assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(call.err()).contains("holds files that are no synthetic dump").hasLineCount(1);
    assertThat(files("dump")).containsExactly("real.jsonl");
  }

  private Invocation generate(String output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "generate",
                "--count=10",
                "--output=" + folder.resolve(output),
                "--workspace=" + folder.resolve("work")));
    arguments.addAll(List.of(more));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private List<String> files(String name) throws IOException {
    Path root = folder.resolve(name);
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void generatesTheSameBytesForTheSameSeedWithoutSpark() throws IOException {
    Path summary = folder.resolve("summary.json");
    for (String name : new String[] {"a", "b"}) {
      Invocation call =
          Invocation.of(
              "generate",
              "--count=20",
              "--output=" + folder.resolve(name),
              "--workspace=" + folder,
              "--summary=" + summary);
      assertThat(call.code()).isZero();
    }
    Path release = Path.of("collections", "2000-01-01", "summary");
    assertThat(folder.resolve("a").resolve(release).resolve("manifest.jsonl.gz")).exists();
    try (var files = Files.walk(folder.resolve("a"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path twin = folder.resolve("b").resolve(folder.resolve("a").relativize(file));
        assertThat(twin).hasSameBinaryContentAs(file);
      }
    }
    assertThat(Files.readString(summary))
        .contains("\"job\" : \"generate\"", "\"generated\" : 20", "\"count\" : 20");
  }
}
