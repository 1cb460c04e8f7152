package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.latticework.jobs.console.Version;

/** The files of conf/schedule: each is read by what will read it, as far as that is available. */
class ScheduleTest {
  private static final Path FOLDER = Path.of("..", "conf", "schedule");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void asksTheCommandForOptionsThatItHas() throws IOException {
    requireNightly(words(line("crontab", "latticework\" nightly", "nightly")));
    requireNightly(words(line("latticework-nightly.service", "ExecStart=", "nightly")));
    JsonNode spec = YAML.readTree(FOLDER.resolve("spark-operator.yaml").toFile()).get("spec");
    requireNightly(texts(spec.get("template").get("arguments")));
    requireNightly(container().getArgs());
    requireNightly(airflow());
  }

  @Test
  void givesKubernetesFieldsThatItKnows() throws IOException {
    CronJob job = cronJob();
    PodSpec pod = job.getSpec().getJobTemplate().getSpec().getTemplate().getSpec();
    List<Map<String, Object>> unknown =
        List.of(
            job.getAdditionalProperties(),
            job.getSpec().getAdditionalProperties(),
            job.getSpec().getJobTemplate().getSpec().getAdditionalProperties(),
            pod.getAdditionalProperties(),
            pod.getVolumes().get(0).getAdditionalProperties(),
            pod.getSecurityContext().getAdditionalProperties(),
            container().getSecurityContext().getAdditionalProperties(),
            container().getAdditionalProperties());
    assertThat(unknown).allMatch(Map::isEmpty);
    assertThat(job.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
    assertThat(container().getVolumeMounts().stream().map(VolumeMount::getName))
        .containsExactlyElementsOf(pod.getVolumes().stream().map(Volume::getName).toList());
    assertThat(container().getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
  }

  @Test
  void letsTheSparkOperatorRunOneAtATime() throws IOException {
    JsonNode application = YAML.readTree(FOLDER.resolve("spark-operator.yaml").toFile());
    assertThat(application.get("kind").asText()).isEqualTo("ScheduledSparkApplication");
    assertThat(application.get("spec").get("concurrencyPolicy").asText()).isEqualTo("Forbid");
    JsonNode template = application.get("spec").get("template");
    assertThat(template.get("mainClass").asText()).isEqualTo(Latticework.class.getName());
    assertThat(template.get("mainApplicationFile").asText())
        .endsWith("/latticework-jobs-%s.jar".formatted(Version.text()));
  }

  @Test
  void startsEveryScheduleAtTheSameTimeOfDay() throws IOException {
    String cron = "15 2 * * *";
    assertThat(Files.readString(FOLDER.resolve("crontab"))).contains("\n" + cron + "  flock -n ");
    assertThat(cronJob().getSpec().getSchedule()).isEqualTo(cron);
    assertThat(Files.readString(FOLDER.resolve("airflow_nightly.py")))
        .contains("schedule=\"" + cron + "\"");
    assertThat(Files.readString(FOLDER.resolve("latticework-nightly.timer")))
        .contains("OnCalendar=*-*-* 02:15:00");
  }

  @Test
  void isAUnitThatSystemdTakes() throws Exception {
    assumeThat(succeeds("systemd-analyze", "--version")).as("systemd-analyze is here").isTrue();
    // It also looks whether the command exists, which it need not on this machine.
    Process verify = command("systemd-analyze", "verify", "latticework-nightly.timer").start();
    String complaints = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(complaints.lines().filter(line -> line.contains("latticework")))
        .allMatch(line -> line.contains("is not executable"));
  }

  @Test
  void isPythonThatAirflowCanRead() throws Exception {
    assumeThat(succeeds("python3", "--version")).as("python3 is here").isTrue();
    assertThat(
            succeeds("python3", "-c", "import ast; ast.parse(open('airflow_nightly.py').read())"))
        .isTrue();
  }

  private static CronJob cronJob() throws IOException {
    return YAML.readValue(FOLDER.resolve("kubernetes-cronjob.yaml").toFile(), CronJob.class);
  }

  private static Container container() throws IOException {
    return cronJob()
        .getSpec()
        .getJobTemplate()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0);
  }

  /** Returns the elements of the lists that Airflow's command is put together from. */
  private static List<String> airflow() throws IOException {
    String script = Files.readString(FOLDER.resolve("airflow_nightly.py"));
    String lists =
        Pattern.compile("command \\+?= \\[(.*)]")
            .matcher(script)
            .results()
            .map(list -> list.group(1))
            .collect(Collectors.joining(", "));
    List<String> words = Arrays.stream(lists.split(", ", -1)).map(ScheduleTest::unquoted).toList();
    return words.subList(words.indexOf("nightly"), words.size());
  }

  private static String unquoted(String element) {
    return element.replaceAll("^f?\"|\"$", "");
  }

  /** Parses the arguments as the command itself does. */
  private static void requireNightly(List<String> arguments) {
    var parsed = Latticework.commandLine().parseArgs(arguments.toArray(String[]::new));
    assertThat(parsed.subcommand().commandSpec().name()).isEqualTo("nightly");
    assertThat(parsed.subcommand().matchedOption("--input")).isNotNull();
  }

  /** Returns the end of the only line that holds a text, from a word on. */
  private static String line(String file, String held, String from) throws IOException {
    String line =
        Files.readAllLines(FOLDER.resolve(file)).stream()
            .filter(text -> text.contains(held) && !text.startsWith("#"))
            .reduce((a, b) -> a + b)
            .orElseThrow();
    return line.substring(line.indexOf(from, line.indexOf("latticework")))
        .replaceFirst(" >>.*", "");
  }

  private static List<String> words(String command) {
    Matcher words = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(command);
    return words.results().map(word -> word.group().replace("\"", "")).toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static ProcessBuilder command(String... words) {
    return new ProcessBuilder(words).directory(FOLDER.toFile()).redirectErrorStream(true);
  }

  private static boolean succeeds(String... words) throws InterruptedException {
    try {
      Process process = command(words).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }
}
