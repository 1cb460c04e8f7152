package org.latticework.jobs;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The packages of all modules: how full they are, and which uses which. */
class RoomsTest {
  private static final String ROOT = "org.latticework.";
  private static final int MOST = 16;
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9.]+)` \\| (\\d+) \\|");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.latticework");

  private static Map<String, Long> rooms() {
    return CLASSES.stream()
        .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
        .collect(
            groupingBy(
                type -> type.getPackageName().substring(ROOT.length()), TreeMap::new, counting()));
  }

  @Test
  void haveSixteenClassesAtMost() {
    assertThat(rooms()).hasSizeGreaterThan(60).containsKeys("jobs", "trainer.batch");
    assertThat(rooms().values()).allMatch(classes -> classes <= MOST);
  }

  @Test
  void neverUseEachOther() {
    SlicesRuleDefinition.slices()
        .matching("org.latticework.(**)")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void areListedInTheDocumentationWithTheirSizes() throws IOException {
    Map<String, Long> listed = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("../docs/architecture.md")));
    while (row.find()) {
      listed.put(row.group(1), Long.valueOf(row.group(2)));
    }
    assertThat(listed).containsExactlyEntriesOf(rooms());
  }
}
