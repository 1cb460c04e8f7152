package org.latticework.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.featurizer.crystal.Element;
import org.latticework.report.data.DataSection;
import org.latticework.report.data.DataSectionTest;
import org.latticework.report.elements.ElementSections;
import org.latticework.report.elements.ElementVectors;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.Table;
import org.latticework.report.judged.MadeUp;
import org.latticework.report.split.SplitSection;
import org.latticework.report.split.SplitSectionTest;
import org.latticework.report.sweep.SweepSection;
import org.latticework.report.sweep.SweepSectionTest;
import org.latticework.report.training.TrainingSection;
import org.latticework.report.training.TrainingSectionTest;
import org.latticework.report.verdict.JudgedSections;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A page in a browser. Its names are hostile: a script, a tag that ends one, quotes. */
class ReportPageIT {
  private static final String SCRIPT = "</script><script>window.stolen = 1</script>";
  private static final String IMAGE = "<img src=x onerror=\"window.stolen = 2\">'\"&";
  private static final String LONG = "m".repeat(300);
  private static final String POINTS =
      """
      {"width": 400, "height": 400, "data": {"name": "crystals"},
       "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}},
       "layer": [
         {"mark": {"type": "point", "size": 4000},
          "encoding": {"tooltip": [{"field": "id"}, {"field": "formula"}]}},
         {"data": {"name": "marked"}, "mark": {"type": "point", "size": 6000, "color": "#d55e00"}}]}
      """;

  private static final String IMAGE_OF_SECOND =
      "document.querySelector('#second canvas').toDataURL()";

  private static final String INK_AT_THE_SIDES =
      """
      return Array.from(document.querySelectorAll('canvas')).filter(canvas => {
        const ink = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        for (let y = 0; y < canvas.height; y++) {
          for (const x of [0, canvas.width - 1]) {
            if (ink[4 * (y * canvas.width + x) + 3] > 0) {
              return true;
            }
          }
        }
        return false;
      }).map(canvas => canvas.closest('figure').id);
      """;

  // The layout is that of paper when this is called.
  private static final String WATCH_PRINTING =
      """
      matchMedia('print').addEventListener('change', event => {
        if (event.matches) {
          const width = document.documentElement.clientWidth;
          const canvases = Array.from(document.querySelectorAll('canvas'));
          window.printed = {
            width: width,
            open: Array.from(document.querySelectorAll('details.long')).every(it => it.open),
            image: %s,
            beyond: canvases.filter(it => it.getBoundingClientRect().right > width).length,
          };
        }
      });
      """
          .formatted(IMAGE_OF_SECOND);

  @TempDir private static Path folder;
  private static Optional<Browser> started = Optional.empty();
  private static Path file;
  private Browser browser;

  @BeforeAll
  static void start() throws IOException {
    started = Browser.start();
    file = folder.resolve("page.html");
    Files.writeString(file, page().html());
  }

  @AfterAll
  static void stop() {
    started.ifPresent(Browser::close);
  }

  private static ReportPage page() throws IOException {
    Table crystals =
        new Table("id", "formula", "x", "y")
            .row("mp-149", "Si", 0.0, 0.0)
            .row(SCRIPT, IMAGE, 5.0, 5.0)
            .row(LONG, "\u2028line", 10.0, 10.0);
    JsonNode spec = new ObjectMapper().readTree(POINTS);
    JsonNode wide = new ObjectMapper().readTree(POINTS.replace("\"width\": 400", "\"width\": 900"));
    Table folded = new Table("number");
    IntStream.range(0, 30).forEach(folded::row);
    Map<String, Table> data = new LinkedHashMap<>(Map.of(Figure.CRYSTALS, crystals));
    Table names = new Table(Facts.MATERIAL_ID, "error");
    crystals.rows().forEach(row -> names.row(row.get(0), Double.NaN));
    return new ReportPage("Names " + SCRIPT, IMAGE)
        .add(
            new Section("points", "Points " + IMAGE)
                .add(Words.of(SCRIPT))
                .add(new Facts("Worst " + SCRIPT, names))
                .draw(new Figure("first", "First " + SCRIPT, "Three points " + IMAGE, spec, data))
                .draw(new Figure("second", "Second", "The same three points.", spec, data))
                .draw(new Figure("wide", "Wide", "The same, wider than a page.", wide, data))
                .add(new Facts("Numbers", folded)));
  }

  @BeforeEach
  void open() {
    assumeTrue(started.isPresent(), "Chromium and its driver are not installed");
    browser = started.get();
    browser.prefer("light");
    browser.resize(1200, 1000);
    browser.open(file);
  }

  @Test
  void saysNothingOnTheConsoleAndAsksForNothing() {
    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests())
        .allMatch(address -> address.startsWith("file:") || address.startsWith("data:"));
  }

  @Test
  void runsNothingThatCameAsData() {
    browser.find("button.mark[data-id^='<']").click();
    assertThat(browser.run("return window.stolen === undefined")).isEqualTo(true);
    assertThat(browser.find("h1").getText()).isEqualTo("Names " + SCRIPT);
    assertThat(browser.find("#marked-facts").getText()).contains(SCRIPT, IMAGE);
  }

  @Test
  void refusesScriptsThatAreNotItsOwn() {
    browser.run(
        "const s = document.createElement('script'); s.textContent = 'window.late = 1';"
            + " document.body.append(s);");
    assertThat(browser.run("return window.late === undefined")).isEqualTo(true);
    assertThat(browser.console()).anyMatch(line -> line.contains("Content Security Policy"));
  }

  @Test
  void namesAPointUnderThePointer() {
    WebElement canvas = browser.find("#first canvas");
    browser.pointAt(canvas, 0, 0);
    browser.await("!document.getElementById('hover').hidden");
    assertThat(browser.find("#hover").getText()).contains(SCRIPT, IMAGE);
    assertThat(browser.run("return window.stolen === undefined")).isEqualTo(true);
  }

  @Test
  void marksInEveryFigureWhatIsClicked() {
    WebElement canvas = browser.find("#first canvas");
    Object before = browser.run("return " + IMAGE_OF_SECOND);
    browser.pointAt(canvas, 0, 0);
    browser.click();
    browser.await(IMAGE_OF_SECOND + " !== words[0]", before);
    assertThat(browser.find("#marked-facts").getText()).startsWith(SCRIPT);
    browser.find("#clear").click();
    browser.await(IMAGE_OF_SECOND + " === words[0]", before);
  }

  @Test
  void marksByTheKeyboardAndLinksToMaterialsProject() {
    browser.find("#material").click();
    browser.type("mp-149" + Keys.ENTER);
    assertThat(browser.find("#marked-facts a").getDomProperty("href"))
        .isEqualTo("https://next-gen.materialsproject.org/materials/mp-149");
    browser.find("#material").clear();
    browser.find("#material").click();
    browser.type("mp-none" + Keys.ENTER);
    assertThat(browser.find("#marked-facts").getText())
        .isEqualTo("No figure has a material mp-none");
  }

  @Test
  void hasNoSeriousBarriersInAnyLight() throws IOException {
    for (String scheme : List.of("light", "dark")) {
      browser.prefer(scheme);
      browser.open(file);
      assertThat(browser.barriers()).isEmpty();
      browser.screenshot("names-" + scheme);
    }
  }

  @Test
  void printsInBlackOnWhiteAllThatThereIs() {
    Object light = browser.run("return " + IMAGE_OF_SECOND);
    browser.prefer("dark");
    browser.open(file);
    Object dark = browser.run("return " + IMAGE_OF_SECOND);
    browser.run(WATCH_PRINTING);
    browser.print();
    Map<?, ?> printed = (Map<?, ?>) browser.run("return window.printed");
    assertThat(printed.get("open")).isEqualTo(true);
    assertThat(printed.get("image")).isEqualTo(light).isNotEqualTo(dark);
    assertThat(browser.find("#wide canvas").getSize().getWidth())
        .isGreaterThan(((Number) printed.get("width")).intValue());
    assertThat(printed.get("beyond")).isEqualTo(0L);
    browser.await(IMAGE_OF_SECOND + " === words[0]", dark);
    assertThat(browser.run("return document.querySelector('details.long').open")).isEqualTo(false);
  }

  @Test
  void fitsAPhone() throws IOException {
    browser.resize(400, 900);
    browser.open(file);
    browser.screenshot("names-phone");
    assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(400L);
  }

  /** What is cut at an edge of a drawing has left ink there; all else keeps a distance. */
  @Test
  void cutsNothingOnANarrowScreen() throws IOException {
    Path narrow = folder.resolve("narrow.html");
    Files.writeString(narrow, pageOfManyKinds().html());
    browser.resize(320, 900);
    browser.open(narrow);
    browser.screenshot("narrow");
    assertThat((List<?>) browser.run(INK_AT_THE_SIDES)).isEmpty();
    assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(320L);
  }

  private static ReportPage pageOfManyKinds() {
    Random random = new Random(5);
    List<Element> elements = List.of(Element.values()).subList(0, 12);
    List<List<Double>> vectors =
        elements.stream().map(element -> random.doubles(4).boxed().toList()).toList();
    ReportPage page = new ReportPage("Narrow", "");
    JudgedSections.of(
            List.of(MadeUp.column(MadeUp.many(300, 1)), MadeUp.classes(MadeUp.manyOfClass(300, 2))))
        .forEach(page::add);
    return page.add(
            ElementSections.of(
                new ElementVectors("m", elements, vectors, ElementVectors.Origin.LEARNED)))
        .add(DataSection.of(DataSectionTest.facts()))
        .add(SplitSection.of(SplitSectionTest.facts()))
        .add(TrainingSection.of(TrainingSectionTest.all().get(0)))
        .add(SweepSection.of(SweepSectionTest.sized()));
  }
}
