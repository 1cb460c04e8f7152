package org.latticework.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.workspace.Location;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;

class FigureFilesTest {
  private static final Figure FIGURE =
      new Figure(
          "shift-of-gaps",
          "Band gap",
          "Three of four are below 1 eV.",
          FigureTemplate.of("shift").fill(Map.of("quantity", "band gap, eV")),
          Map.of(
              "bins",
              new Table("from", "to", "standing", "arrived", "standing_share", "arrived_share")
                  .row(0.0, 1.0, 3L, 1L, 0.75, 0.5)));

  @TempDir private Path folder;

  private static Console console() {
    return new Console(new PrintWriter(new StringWriter(), true), false);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesEachFigureAsNumbersAsADrawingAndAsAnImage() throws IOException {
    Summary written =
        FigureFiles.write(
            console(), new Configuration(), List.of(FIGURE), new Location(folder.toString()));
    assertThat(written.count("figure_files")).isEqualTo(3);
    assertThat(written.texts(FigureFiles.UNDRAWN)).isEmpty();
    assertThat(Files.readString(folder.resolve("shift-of-gaps.csv"))).isEqualTo(FIGURE.csv());
    assertThat(folder.resolve("shift-of-gaps.svg")).content().startsWith("<svg");
    byte[] png = Files.readAllBytes(folder.resolve("shift-of-gaps.png"));
    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void writesNumbersWhereNothingCanBeDrawn() throws Exception {
    assertThat(without("org.graalvm."))
        .singleElement()
        .asString()
        .startsWith("SVG and PNG need libraries");
    assertThat(files()).containsExactly("shift-of-gaps.csv");
  }

  @Test
  void writesNumbersAndDrawingsWhereNoImageCanBeMade() throws Exception {
    assertThat(without("com.github.weisj."))
        .singleElement()
        .asString()
        .startsWith("PNG cannot be drawn (");
    assertThat(files()).containsExactly("shift-of-gaps.csv", "shift-of-gaps.svg");
  }

  /** Writes in an installation that lacks a library, and returns what it says is missing. */
  private List<String> without(String library) throws Exception {
    Class<?> there = new Installation(library).loadClass(FigureFiles.class.getName());
    Method write =
        there.getDeclaredMethod(
            "write", Console.class, Configuration.class, List.class, Location.class);
    write.setAccessible(true);
    Object written =
        write.invoke(
            null,
            console(),
            new Configuration(),
            List.of(FIGURE, FIGURE),
            new Location(folder.toString()));
    return ((Summary) written).texts(FigureFiles.UNDRAWN);
  }

  /** Has what this one has, but for one library. */
  private static final class Installation extends ClassLoader {
    private final String missing;

    Installation(String missing) {
      super(FigureFilesTest.class.getClassLoader());
      this.missing = missing;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith(missing)) {
        throw new ClassNotFoundException(name);
      }
      boolean own =
          name.startsWith(FigureFiles.class.getName())
              || name.startsWith("org.latticework.report.drawing.");
      if (!own) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? defined(name) : loaded;
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
