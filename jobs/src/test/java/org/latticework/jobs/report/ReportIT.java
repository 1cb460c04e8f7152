package org.latticework.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.crystal.Element;
import org.latticework.jobs.Invocation;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.model.ModelVersion;
import org.latticework.jobs.model.Provenance;
import org.latticework.jobs.report.data.TablesRead;
import org.latticework.jobs.spark.SparkSessions;
import org.latticework.jobs.workspace.Location;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.table.model.RunTable;
import org.latticework.report.elements.ElementVectors;
import org.latticework.report.judged.Certainty;
import org.latticework.report.judged.Crystal;
import org.latticework.report.judged.JudgedColumn;
import org.latticework.report.judged.Judgment;
import org.latticework.report.page.Browser;
import org.latticework.report.page.ReportPage;
import org.latticework.report.page.Section;
import org.latticework.trainer.model.Ensemble;
import org.latticework.trainer.task.Regression;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reports on models of a workspace of 80 crystals, and what they are made of. */
class ReportIT {
  @TempDir private static Path folder;
  private static Path workspace;
  private static ReportedWorkspace work;
  private static SparkSession spark;

  @BeforeAll
  static void prepare() {
    spark = SparkSessions.open("ReportIT", Optional.of("local[2]"));
    workspace = folder.resolve("work");
    work = new ReportedWorkspace(workspace);
    work.done("generate", "--count=80", "--output=" + folder.resolve("dump"));
    work.done("ingest", "--input=" + folder.resolve("dump"));
    work.done("featurize");
    work.done("split", "--set=split.validation=0.2", "--set=split.test=0.2");
    work.train("sure", "--ensemble=2", "--set=train.ensemble.level=0.7");
    work.train(
        "classes",
        "--target=band_gap",
        "--set=train.task.kind=classification",
        "--set=train.task.threshold=0.5");
    work.train("unasked");
    for (String fold : List.of("test", "validation", "train")) {
      work.done("evaluate", "--model=sure", "--fold=" + fold);
    }
    work.done("evaluate", "--model=classes");
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  private static Dataset<Row> table(String name) {
    return spark.read().format("delta").load(workspace.resolve("tables").resolve(name).toString());
  }

  private static Map<String, Row> materials() {
    Map<String, Row> materials = new HashMap<>();
    table("materials").collectAsList().forEach(row -> materials.put(row.getAs("material_id"), row));
    return materials;
  }

  /** Each row of the table by itself, with what its material's row says. */
  @Test
  void gathersWhatTheTablesSay() {
    JudgedColumn column = work.gathered("sure").columns().get(0);
    assertThat(column.unit()).isEqualTo("eV/atom");
    assertThat(column.probability()).isFalse();
    Map<String, Row> said = new HashMap<>();
    table("predictions")
        .where("model = 'sure'")
        .collectAsList()
        .forEach(row -> said.put(row.getAs("material_id"), row));
    Map<String, Row> materials = materials();
    assertThat(column.judgments()).hasSize(80);
    for (Judgment judgment : column.judgments()) {
      Row row = said.get(judgment.crystal().id());
      assertThat(judgment.fold()).isEqualTo(row.getAs("fold"));
      assertThat(judgment.prediction()).isEqualTo(row.<Double>getAs("prediction"));
      assertThat(judgment.target()).isEqualTo(row.<Double>getAs("target"));
      assertThat(judgment.certainty())
          .isEqualTo(new Certainty(row.getAs("std"), row.getAs("lower"), row.getAs("upper")));
      Double distance = row.getAs("nearest_distance");
      assertThat(judgment.distance())
          .isEqualTo(Double.valueOf(distance == null ? Double.NaN : distance));
      requireKnown(judgment.crystal(), materials.get(judgment.crystal().id()));
    }
    List<String> folds = column.judgments().stream().map(Judgment::fold).distinct().toList();
    assertThat(folds).containsExactly("train", "validation", "test");
    for (String fold : folds) {
      assertThat(
              column.judgments().stream()
                  .filter(it -> it.fold().equals(fold))
                  .map(it -> it.crystal().id()))
          .isSorted();
    }
  }

  private static void requireKnown(Crystal crystal, Row material) {
    assertThat(crystal.formula()).isEqualTo(material.getAs("formula_pretty"));
    assertThat(crystal.spaceGroup())
        .isEqualTo(material.<Integer>getAs("symmetry_number"))
        .isPositive();
    List<Integer> atoms = material.getList(material.fieldIndex("atomic_numbers"));
    assertThat(crystal.atoms()).isEqualTo(atoms.size());
    assertThat(crystal.elements().stream().map(Element::atomicNumber))
        .containsExactlyElementsOf(new TreeSet<>(atoms));
  }

  @Test
  void tellsTheClassOfAValue() {
    ReportedModel model = work.gathered("classes");
    JudgedColumn column = model.columns().get(0);
    assertThat(column.column()).isEqualTo("band_gap > 0.5");
    assertThat(column.unit()).isEqualTo("1");
    assertThat(column.probability()).isTrue();
    Map<String, Row> materials = materials();
    for (Judgment judgment : column.judgments()) {
      double gap = materials.get(judgment.crystal().id()).getAs("band_gap");
      assertThat(judgment.target()).isEqualTo(gap > 0.5 ? 1 : 0);
      assertThat(judgment.prediction()).isBetween(0.0, 1.0);
      assertThat(judgment.certainty()).isEqualTo(Certainty.NONE);
    }
    assertThat(model.remarks())
        .anyMatch(it -> it.contains("latticework evaluate --model classes --fold validation"));
  }

  /** The network says so when it is opened with ND4J, and the training fold has the elements. */
  @Test
  void showsTheVectorsOfTheElementsThatWereLearnedFrom() throws IOException {
    TreeSet<Integer> learned = new TreeSet<>();
    table("splits")
        .where("fold = 'train'")
        .join(table("materials"), "material_id")
        .select(functions.explode(functions.col("atomic_numbers")))
        .collectAsList()
        .forEach(row -> learned.add(row.getInt(0)));
    ElementVectors elements = work.gathered("sure").elements().orElseThrow();
    assertThat(elements.model()).isEqualTo("sure");
    assertThat(elements.elements().stream().map(Element::atomicNumber))
        .containsExactlyElementsOf(learned);
    Configuration hadoop = new Configuration();
    ModelVersion version =
        ModelFolder.of(new Location(workspace.toString()), "sure").current(hadoop);
    try (Ensemble model = version.model(hadoop)) {
      INDArray vectors =
          model.members().get(0).network().paramTable().get("network_embedding/vectors");
      for (int k = 0; k < elements.elements().size(); k++) {
        int z = elements.elements().get(k).atomicNumber();
        assertThat(elements.vectors().get(k)).hasSize(8);
        for (int c = 0; c < 8; c++) {
          assertThat(elements.vectors().get(k).get(c)).isEqualTo(vectors.getDouble(z - 1, c));
        }
      }
    }
  }

  @Test
  void looksIntoANetworkWithTheCrystalsOfTheTestFold() {
    long test = table("splits").where("fold = 'test'").count();
    ReportedModel model = work.gathered("unasked");
    assertThat(model.crystals()).hasSize((int) test);
    long atoms =
        table("splits")
            .where("fold = 'test'")
            .join(table("materials"), "material_id")
            .agg(functions.sum("nsites"))
            .first()
            .getLong(0);
    assertThat(model.crystals().stream().mapToLong(graph -> graph.atoms()).sum()).isEqualTo(atoms);
  }

  @Test
  void showsSomeOfTrainAndAllOfTheOtherFoldsWhereThereAreTooMany() {
    JudgedCrystals some =
        RunProbe.in(
            workspace,
            run -> {
              ModelVersion version = ModelFolder.of(run.location(), "sure").current(run.hadoop());
              Provenance provenance = version.provenance(run.hadoop());
              return new JudgedRows(
                      TablesRead.of(run.spark(), run.workspace(), provenance),
                      version,
                      provenance,
                      Regression.of("formation_energy_per_atom"),
                      List.of())
                  .read(50);
            });
    Map<String, Long> shown = new TreeMap<>();
    some.columns().get(0).judgments().forEach(it -> shown.merge(it.fold(), 1L, Long::sum));
    Map<String, Long> all = new TreeMap<>();
    table("splits").collectAsList().forEach(it -> all.merge(it.getAs("fold"), 1L, Long::sum));
    assertThat(some.sampledFrom())
        .isEqualTo(all.values().stream().mapToLong(Long::longValue).sum());
    assertThat(shown.get("test")).isEqualTo(all.get("test"));
    assertThat(shown.get("validation")).isEqualTo(all.get("validation"));
    assertThat(shown.get("train")).isBetween(1L, all.get("train") - 1);
  }

  @Test
  void showsModelsSideBySideOnOnePage() throws IOException {
    Path page = folder.resolve("both/page.html");
    Path figures = folder.resolve("both/figures");
    Path summary = folder.resolve("both.json");
    Invocation call =
        work.done(
            "report",
            "--model=sure",
            "--model=classes",
            "--model=sure",
            "--output=" + page,
            "--figures=" + figures,
            "--summary=" + summary);
    JsonNode facts = new ObjectMapper().readTree(summary.toFile());
    assertThat(facts.get("models")).hasSize(2);
    assertThat(facts.get("bytes").asLong()).isEqualTo(Files.size(page));
    assertThat(facts.get("output").asText()).isEqualTo(page.toString());
    assertThat(call.out()).contains("Report     ", page.toString());
    String html = Files.readString(page);
    assertThat(html)
        .contains("id=\"models\"", "id=\"provenance\"", "sure", "band_gap &gt; 0.5")
        .contains(
            work.gathered("sure").version().trainingId(),
            work.gathered("classes").version().trainingId());
    int count = facts.get("figures").asInt();
    assertThat(facts.get("figure_files").asInt()).isEqualTo(3 * count);
    assertThat(facts.get("undrawn")).isEmpty();
    Path again = folder.resolve("again.html");
    work.done("report", "--model=sure", "--model=classes", "--output=" + again);
    assertThat(again).hasSameBinaryContentAs(page);
  }

  /**
   * All kinds of sections at once, under the policy that lets nothing run but the page's scripts.
   */
  @Test
  void isDrawnByABrowserWithoutAWord() throws IOException {
    Path page = folder.resolve("drawn.html");
    work.done("report", "--model=sure", "--model=classes", "--output=" + page);
    Optional<Browser> started = Browser.start();
    assumeTrue(started.isPresent(), "Chromium is not installed");
    try (Browser browser = started.get()) {
      browser.open(page);
      assertThat(browser.console()).isEmpty();
      assertThat((String) browser.run("return document.body.innerText")).contains("are synthetic");
      assertThat(browser.count("figure")).isGreaterThan(25);
      assertThat(browser.count("figure canvas")).isEqualTo(browser.count("figure"));
    }
  }

  @Test
  void saysWhichCommandAsksAModelThatNobodyHasAsked() throws IOException {
    work.done("report", "--model=unasked");
    assertThat(workspace.resolve("reports/unasked.html"))
        .content()
        .contains("latticework evaluate --model unasked");
    assertThat(work.gathered("unasked").columns()).isEmpty();
  }

  /** What another training of the name has left, and a single row of a material with odd names. */
  @Test
  void showsOneCrystalOfAnyNameAndNoneOfAnotherTraining() throws IOException {
    work.train("alone");
    String training = work.gather("alone").version().trainingId();
    String longest = "mp-" + "9".repeat(297);
    String hostile = "</script><img src=x onerror=alert(1)>\"'";
    append(longest, training, "validation");
    append(hostile, training, "validation");
    append("mp-1", "another", "test");
    ReportedModel model = work.gather("alone");
    JudgedColumn column = model.columns().get(0);
    assertThat(column.column()).isEqualTo("formation_energy_per_atom");
    assertThat(column.judgments().stream().map(it -> it.crystal().id()))
        .containsExactly(hostile, longest);
    assertThat(column.judgments().get(0).target()).isNaN();
    assertThat(column.judgments().get(0).certainty().deviation()).isNaN();
    assertThat(column.judgments().get(0).crystal().elements()).isEmpty();
    assertThat(model.remarks()).anyMatch(it -> it.endsWith("are not shown: 1 rows."));
    work.done("report", "--model=alone");
    assertThat(workspace.resolve("reports/alone.html")).content().doesNotContain("<img src=x");
  }

  /** Adds a row of the model "alone" as an older build has left them: much of it is not known. */
  private static void append(String material, String training, String fold) {
    table("predictions")
        .where("model = 'sure' AND fold = 'test'")
        .limit(1)
        .withColumn("model", functions.lit("alone"))
        .withColumn("material_id", functions.lit(material))
        .withColumn("training_id", functions.lit(training))
        .withColumn("fold", functions.lit(fold))
        .withColumn("column", functions.lit(null).cast("string"))
        .withColumn("target", functions.lit(null).cast("double"))
        .withColumn("std", functions.lit(null).cast("double"))
        .write()
        .format("delta")
        .mode("append")
        .save(workspace.resolve("tables/predictions").toString());
  }

  @Test
  void refusesModelsAndSweepsThatAreNotThereInOneLine() {
    for (String[] wrong :
        new String[][] {
          {"--model=none", "There is no model none in"},
          {"--sweep=none", "has no table runs yet: run latticework sweep first"},
          {"--output=" + workspace, "--output wants a file"},
        }) {
      Invocation call =
          wrong[0].startsWith("--model")
              ? work.call("report", wrong[0])
              : work.call("report", "--model=sure", wrong[0]);
      assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
      assertThat(call.err()).hasLineCount(1).contains(wrong[1]);
    }
  }

  /** The model has nothing but its provenance, and is not looked at yet. */
  @Test
  void looksForTheSweepBeforeItGathers() throws IOException {
    work.addBare("bare", "unasked");
    RunTable.TABLE.create(spark, new Workspace(workspace.toString()));
    Invocation call = work.call("report", "--model=bare", "--sweep=none");
    Files.move(workspace.resolve("tables/runs"), folder.resolve("runs")); // others see none
    assertThat(call.code()).isEqualTo(Job.MISCONFIGURED);
    assertThat(call.err())
        .hasLineCount(1)
        .contains("There is no sweep none in the table runs: run latticework sweep first");
  }

  @Test
  void namesATableThatWasRemovedAndTheCommandThatMakesIt() throws IOException {
    for (String[] removed :
        new String[][] {{"materials", "ingest"}, {"releases", "ingest"}, {"splits", "split"}}) {
      Invocation call = work.callWithout(removed[0], "report", "--model=sure");
      assertThat(call.code()).as(call.err()).isEqualTo(Job.MISCONFIGURED);
      assertThat(call.err())
          .hasLineCount(1)
          .contains(
              "has no table %s yet: run latticework %s first".formatted(removed[0], removed[1]));
    }
  }

  @Test
  void reportsOnAModelThatOthersHaveTrained() {
    work.importWeights();
    work.done("report", "--model=xie");
    ReportedModel model = work.gathered("xie");
    assertThat(model.columns()).isEmpty();
    assertThat(model.crystals()).isEmpty();
    assertThat(model.remarks()).singleElement().asString().contains("latticework predict");
    assertThat(model.elements().orElseThrow().vectors()).hasSize(100);
  }

  /** Either may come first. The data stands once; the split is that of the one that has one. */
  @Test
  void reportsOnAModelThatOthersHaveTrainedBesideOneThatWasTrainedHere() throws IOException {
    work.importWeights();
    for (List<String> models : List.of(List.of("sure", "xie"), List.of("xie", "sure"))) {
      ReportPage page = new ReportPage("Both", "");
      ReportSections.of(models.stream().map(work::gathered).toList(), List.of()).forEach(page::add);
      List<String> ids = page.sections().stream().map(Section::id).toList();
      assertThat(ids).containsOnlyOnce("workspace");
      assertThat(ids).filteredOn(id -> id.endsWith("split")).hasSize(1);
      assertThat(page.html()).contains(models).contains("decided by composition");
    }
  }
}
