package org.latticework.jobs.report;

import java.awt.AWTError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.apache.hadoop.conf.Configuration;
import org.latticework.jobs.console.Complaint;
import org.latticework.jobs.console.Console;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.workspace.Location;
import org.latticework.report.drawing.PngDrawing;
import org.latticework.report.drawing.SvgDrawing;
import org.latticework.report.figure.Figure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Figures as files: {@code <id>.csv}, {@code <id>.svg} and {@code <id>.png}. Numbers need nothing;
 * drawings need libraries that only some installations have, and images need fonts.
 */
final class FigureFiles {
  /** Fact that lists, in words, what could not be drawn. */
  static final String UNDRAWN = "undrawn";

  private static final Logger LOG = LoggerFactory.getLogger(FigureFiles.class);
  private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

  private final Console console;
  private final Configuration hadoop;
  private final List<Figure> figures;
  private final Location folder;
  private final List<String> undrawn = new ArrayList<>();
  private int files;
  private boolean images = true;

  private FigureFiles(
      Console console, Configuration hadoop, List<Figure> figures, Location folder) {
    this.console = console;
    this.hadoop = hadoop;
    this.figures = figures;
    this.folder = folder;
  }

  /**
   * Writes all files that can be made, and says of the others what is missing.
   *
   * @return how many files there are, and what could not be drawn
   */
  static Summary write(Console console, Configuration hadoop, List<Figure> figures, Location folder)
      throws IOException {
    FigureFiles writing = new FigureFiles(console, hadoop, figures, folder);
    writing.writeNumbers();
    writing.draw();
    console.say("Figures    %,d files: %s", writing.files, folder.text());
    return new Summary()
        .put("figure_files", writing.files)
        .put("figures_folder", folder.absolute())
        .put(UNDRAWN, writing.undrawn);
  }

  private void writeNumbers() throws IOException {
    for (Figure figure : figures) {
      write(figure.id() + ".csv", figure.csv().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void write(String name, byte[] content) throws IOException {
    folder.child(name).writeBesideOthers(content, hadoop);
    files++;
  }

  private void draw() throws IOException {
    if (figures.isEmpty()) {
      return;
    }
    Counter counter = new Counter(console, figures.size());
    try (SvgDrawing drawing = new SvgDrawing()) {
      for (Figure figure : figures) {
        draw(figure, drawing);
        counter.next();
      }
    } catch (LinkageError e) {
      missing(
          "SVG and PNG need libraries that are not on the class path: bin/latticework report has them, from the folder figures of the distribution",
          e);
    } finally {
      counter.clear();
    }
  }

  private void draw(Figure figure, SvgDrawing drawing) throws IOException {
    String svg;
    try {
      svg = drawing.svg(figure);
    } catch (IllegalStateException e) {
      missing(Complaint.of(e), e);
      return;
    }
    write(figure.id() + ".svg", svg.getBytes(StandardCharsets.UTF_8));
    if (images) {
      Optional<byte[]> png = png(svg);
      if (png.isPresent()) {
        write(figure.id() + ".png", png.get());
      }
    }
  }

  /** Draws an image; after the first that cannot be drawn none is tried, and the SVG remain. */
  private Optional<byte[]> png(String svg) {
    try {
      return Optional.of(PngDrawing.png(svg));
    } catch (LinkageError | InternalError | AWTError e) {
      withoutImages(e);
    } catch (IllegalArgumentException e) { // of this figure alone
      missing(Complaint.of(e), e);
    } catch (RuntimeException e) {
      if (!String.valueOf(e.getMessage()).contains("ontconfig")) {
        throw e;
      }
      withoutImages(e); // as some JDKs say that there is none
    }
    return Optional.empty();
  }

  private void withoutImages(Throwable e) {
    images = false;
    missing(
        "PNG cannot be drawn (%s): they need fontconfig and a font, a JDK that is not headless, and the libraries that bin/latticework report has"
            .formatted(Complaint.of(e)),
        e);
  }

  private void missing(String what, Throwable e) {
    LOG.error("{}", what, e);
    undrawn.add(what);
  }

  /** Says how many figures are drawn: a bar on a terminal, a line now and then elsewhere. */
  private static final class Counter {
    private final Console console;
    private final int all;
    private final Optional<ProgressBar> bar;
    private int done;
    private long lastShown = System.nanoTime();

    Counter(Console console, int all) {
      this.console = console;
      this.all = all;
      this.bar = console.terminal() ? Optional.of(console.bar("Drawing", all)) : Optional.empty();
    }

    void next() {
      done++;
      if (bar.isPresent()) {
        bar.get().stepTo(done);
      } else if (done < all && System.nanoTime() - lastShown >= INTERVAL) {
        console.say("Drawing    %,d of %,d figures", done, all);
        lastShown = System.nanoTime();
      }
    }

    void clear() {
      bar.ifPresent(console::clear);
    }
  }
}
