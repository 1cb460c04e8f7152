package org.latticework.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.jobs.job.JobOptions;
import picocli.CommandLine;

class SettingsTest {
  private final Settings shipped = Settings.shipped();

  @TempDir private Path folder;

  @Test
  void keepsWhatAFileLeavesOut() throws IOException {
    Settings settings = shipped.withFile(write("featurize.cutoff = 5, train { epochs = 7 }"));
    assertThat(settings.decimal("featurize.cutoff")).isEqualTo(5);
    assertThat(settings.integer("train.epochs")).isEqualTo(7);
    assertThat(settings.integer("featurize.max-neighbors")).isEqualTo(12);
  }

  @Test
  void includesFilesThatAreThere() throws IOException {
    Files.writeString(folder.resolve("more.conf"), "train.epochs = 7, include \"most.json\"");
    Files.writeString(folder.resolve("most.json"), "{\"train\": {\"patience\": 3}}");
    for (String include :
        List.of("\"more.conf\"", "required(\"more.conf\")", "file(\"more.conf\")")) {
      Settings settings = shipped.withFile(write("include " + include));
      assertThat(settings.integer("train.epochs")).as(include).isEqualTo(7);
      assertThat(settings.integer("train.patience")).isEqualTo(3);
    }
  }

  @Test
  void refusesIncludesThatAreNotThereOrNoFiles() throws IOException {
    String here = folder.toUri().toString();
    Files.writeString(folder.resolve("more.conf"), "train.epochs = 7");
    for (String include :
        List.of(
            "\"none.conf\"",
            "file(\"none.conf\")",
            "\"more\"",
            "\"reference.conf\"",
            "\"" + here + "more.conf\"",
            "url(\"" + here + "more.conf\")",
            "classpath(\"org/latticework/jobs/latticework.conf\")")) {
      Path file = write("include " + include);
      assertThatThrownBy(() -> shipped.withFile(file))
          .as(include)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith(file + ": include ");
    }
  }

  @Test
  void takesNoSecretsFromTheEnvironment() throws IOException {
    String path = System.getenv("PATH");
    assertThat(shipped.withFile(write("split.file = ${PATH}")).text("split.file")).isEqualTo(path);
    for (String name : List.of("AWS_SECRET_ACCESS_KEY", "?my_token", "PASSWORD")) {
      Path file = write("split.file = ${" + name + "}");
      assertThatThrownBy(() -> shipped.withFile(file))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith(file + ": ${" + name.replace("?", "") + "} is refused");
    }
  }

  @Test
  void readsWhatItHasWrittenAsJsonAlone() {
    assertThat(Settings.texts("{\"a\": {\"b\": \"${PATH}\"}}")).containsEntry("a.b", "${PATH}");
    assertThatThrownBy(() -> Settings.texts("include \"/etc/passwd\""))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void letsThePairsHaveTheLastWord() throws IOException {
    Settings settings =
        shipped.withFile(write("train.epochs = 7")).withPairs(List.of("train.epochs=9"));
    assertThat(settings.integer("train.epochs")).isEqualTo(9);
  }

  @Test
  void letsAJobsOwnOptionOverThePairs() {
    Settings settings =
        shipped.withPairs(List.of("train.epochs=9")).with("train.epochs", Optional.of(11));
    assertThat(settings.integer("train.epochs")).isEqualTo(11);
    assertThat(settings.with("train.epochs", Optional.empty()).integer("train.epochs"))
        .isEqualTo(11);
  }

  @Test
  void takesAValueWithSignsOfItsOwn() {
    Settings settings = shipped.withPairs(List.of("split.file=s3a://bucket/a=b, {c}.csv"));
    assertThat(settings.text("split.file")).isEqualTo("s3a://bucket/a=b, {c}.csv");
  }

  @Test
  void readsAListFromAFileAndFromAPair() throws IOException {
    String key = "ingest.extra-targets";
    assertThat(shipped.words(key)).isEmpty();
    assertThat(shipped.withFile(write(key + " = [a, b.c]")).words(key)).containsExactly("a", "b.c");
    assertThat(shipped.withPairs(List.of(key + "=a, b.c")).words(key)).containsExactly("a", "b.c");
  }

  @Test
  void showsNumbersAsNumbersAndKeepsTheirText() {
    Settings settings =
        shipped.withPairs(List.of("train.epochs=9", "train.learning-rate=1e-3", "split.name=1e3"));
    assertThat(settings.toJson()).contains("\"epochs\":9");
    assertThat(settings.decimal("train.learning-rate")).isEqualTo(1e-3);
    assertThat(settings.text("split.name")).isEqualTo("1e3");
  }

  @Test
  void keepsANameOfDigitsAName() {
    Settings settings = shipped.withPairs(List.of("split.name=007", "train.name=1.50"));
    assertThat(settings.toJson()).contains("\"name\":\"007\"", "\"name\":\"1.50\"");
  }

  /** The file of an installation is whole: each key in it would otherwise count as the user's. */
  @Test
  void letsAPresetOverTheInstallationsFileButNotOverTheUsersOwn() throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf")).resolve("latticework.conf");
    String edited =
        Files.readString(Path.of("..", "conf", "latticework.conf"))
            .replace("epochs = 30\n\n", "epochs = 31\n\n")
            .replace("  patience = 0", "  patience = 4");
    Files.writeString(conf, edited);
    System.setProperty("latticework.home", folder.toString());
    try {
      assertThat(options().settings().integer("train.epochs")).isEqualTo(31);
      Settings preset =
          options("--set=train.preset=book", "--set=train.batch-size=7")
              .settings()
              .withPreset("train.preset");
      assertThat(preset.integer("train.epochs")).isEqualTo(200);
      assertThat(preset.decimal("train.learning-rate")).isEqualTo(5e-4);
      assertThat(preset.integer("train.patience")).isEqualTo(4);
      assertThat(preset.integer("train.batch-size")).isEqualTo(7);
    } finally {
      System.clearProperty("latticework.home");
    }
  }

  private static JobOptions options(String... arguments) {
    JobOptions options = new JobOptions();
    new CommandLine(
            CommandLine.Model.CommandSpec.create()
                .addMixin("options", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
        .parseArgs(arguments);
    return options;
  }

  @Test
  void refusesAnUnknownKeyAndSaysWhichThereAre() throws IOException {
    assertThatThrownBy(() -> shipped.withPairs(List.of("featurize.cut-off=3")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Unknown key featurize.cut-off in --set; featurize has cutoff, edge-features, images, max-neighbors, merge, symmetric, ties");
    Path file = write("futurize.cutoff = 3");
    assertThatThrownBy(() -> shipped.withFile(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Unknown key futurize.cutoff in " + file)
        .hasMessageContaining("the sections are demo, evaluate, featurize");
  }

  @Test
  void refusesAValueForASection() {
    assertThatThrownBy(() -> shipped.withPairs(List.of("featurize=8")))
        .hasMessage(
            "Key featurize in --set is a section; featurize has cutoff, edge-features, images, max-neighbors, merge, symmetric, ties");
  }

  @Test
  void refusesAPairWithoutAnEqualsSign() {
    assertThatThrownBy(() -> shipped.withPairs(List.of("train.epochs")))
        .hasMessage("--set wants key=value, got train.epochs");
  }

  @Test
  void refusesAMissingFile() {
    Path missing = folder.resolve("none.conf");
    assertThatThrownBy(() -> shipped.withFile(missing))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Configuration file %s does not exist".formatted(missing));
  }

  @Test
  void refusesAFileThatIsNotHocon() throws IOException {
    Path file = write("train { epochs = ");
    assertThatThrownBy(() -> shipped.withFile(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void namesTheKeyOfAValueOfTheWrongKind() {
    Settings wrong =
        shipped.withPairs(
            List.of("train.epochs=1.5", "train.scale-targets=yes", "featurize.cutoff=wide"));
    assertThatThrownBy(() -> wrong.integer("train.epochs"))
        .hasMessage("train.epochs must be a whole number, got 1.5");
    assertThatThrownBy(() -> wrong.flag("train.scale-targets"))
        .hasMessage("train.scale-targets must be true or false, got yes");
    assertThatThrownBy(() -> wrong.decimal("featurize.cutoff"))
        .hasMessage("featurize.cutoff must be a number, got wide");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x1p3", "1.5f", "1.5d", "NaN", "-Infinity", "1,5", "\u0663", ""})
  void takesNoSpellingOfANumberThatOnlyJavaHas(String text) {
    Settings wrong = shipped.withPairs(List.of("featurize.cutoff=" + text));
    assertThatThrownBy(() -> wrong.decimal("featurize.cutoff"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("featurize.cutoff must be a number, got " + text);
  }

  @Test
  void takesNoNumberThatIsBeyondAll() {
    Settings wrong = shipped.withPairs(List.of("featurize.cutoff=1e999"));
    assertThatThrownBy(() -> wrong.decimal("featurize.cutoff"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("featurize.cutoff must be a number, got ");
  }

  @Test
  void takesWholeNumbersInDigitsAlone() {
    Settings wrong = shipped.withPairs(List.of("train.epochs=\u0663", "train.seed=0x10"));
    assertThatThrownBy(() -> wrong.integer("train.epochs"))
        .hasMessage("train.epochs must be a whole number, got \u0663");
    assertThatThrownBy(() -> wrong.wide("train.seed"))
        .hasMessage("train.seed must be a whole number, got 0x10");
    assertThat(shipped.withPairs(List.of("train.epochs=+3")).integer("train.epochs")).isEqualTo(3);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("own.conf"), text);
  }
}
