package org.latticework.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a page runs and wears: Vega, Vega-Lite and Vega-Embed from their jars, and our own. */
public final class PageScripts {
  /** Where those of others are in their jars. */
  static final List<String> LIBRARIES =
      List.of(
          "vega/5.32.0/vega.min.js",
          "vega-lite/5.23.0/vega-lite.min.js",
          "vega-embed/6.29.0/vega-embed.min.js");

  static final String MARK_PANEL =
      """
      <aside id="marked" hidden aria-label="A material marked in every figure">
      <form id="find"><label for="material">Mark a material</label>
      <input id="material" name="material" autocomplete="off" placeholder="its id">
      <button type="submit">Mark</button>
      <button type="button" id="clear" hidden>Clear</button></form>
      <div id="marked-facts" role="status"></div>
      </aside>
      """;

  private PageScripts() {}

  /** Returns all scripts in the order in which they run. */
  static List<String> all() {
    return List.of(
        library(LIBRARIES.get(0)),
        library(LIBRARIES.get(1)),
        library(LIBRARIES.get(2)),
        own("report.js"));
  }

  /** Returns the scripts that draw a figure outside of a browser: Vega and Vega-Lite. */
  public static List<String> drawing() {
    return List.of(library(LIBRARIES.get(0)), library(LIBRARIES.get(1)));
  }

  static String style() {
    return own("report.css");
  }

  /**
   * Returns the colors, fonts and lines of figures as Vega-Lite's configuration: {@code light},
   * which paper wears too, and {@code dark}.
   */
  public static JsonNode theme() {
    try {
      return new ObjectMapper().readTree(own("theme.json"));
    } catch (IOException e) {
      throw new UncheckedIOException("theme.json is no JSON", e);
    }
  }

  /** Returns the license of the libraries, which goes wherever they go. */
  static String license() {
    return own("license.txt");
  }

  static String library(String path) {
    return text("/META-INF/resources/webjars/" + path);
  }

  private static String own(String name) {
    return text(name);
  }

  private static String text(String resource) {
    try (InputStream stream = PageScripts.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("The installation lacks " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }
}
