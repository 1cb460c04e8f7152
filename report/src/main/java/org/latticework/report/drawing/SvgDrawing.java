package org.latticework.report.drawing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.Table;
import org.latticework.report.page.PageScripts;

/**
 * Draws figures as SVG. It takes some seconds to begin, and then about one a figure. For one
 * thread; the scripts reach nothing outside of themselves.
 */
public final class SvgDrawing implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  // Control characters and halves of pairs, which a name may have and XML may not.
  private static final Pattern NOT_IN_XML =
      Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]");

  private static final int WIDTH = 560; // px, where a page gives the width
  // What Vega asks of a browser, and JavaScript alone does not have.
  private static final String BROWSER =
      """
      var window = globalThis, self = globalThis;
      var setTimeout = function (work) { Promise.resolve().then(work); return 0; };
      var clearTimeout = function () {};
      var structuredClone = function (value) { return JSON.parse(JSON.stringify(value)); };
      """;
  private static final String DRAW =
      """
      (function (spec, config) {
        var drawn = {};
        var view = new vega.View(
            vega.parse(vegaLite.compile(JSON.parse(spec), {config: JSON.parse(config)}).spec), {renderer: 'none'});
        view.toSVG().then(function (svg) { drawn.svg = svg; }, function (error) { drawn.error = String(error); });
        return drawn;
      })
      """;

  private final Context context;
  private final String theme;

  /** Reads the scripts. */
  public SvgDrawing() {
    context =
        Context.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false") // no Graal compiler: known, and enough
            .build();
    context.eval("js", BROWSER);
    PageScripts.drawing().forEach(script -> context.eval("js", script));
    ObjectNode paper = (ObjectNode) PageScripts.theme().get("light");
    theme = paper.put("font", "sans-serif").toString(); // a font that every reader of SVG has
  }

  /**
   * Draws a figure.
   *
   * @throws IllegalStateException if its specification cannot be drawn
   */
  public String svg(Figure figure) {
    try {
      var drawn = context.eval("js", DRAW).execute(spec(figure).toString(), theme);
      if (!drawn.hasMember("svg")) {
        throw new IllegalStateException(
            "The figure %s cannot be drawn: %s".formatted(figure.id(), drawn.getMember("error")));
      }
      return NOT_IN_XML.matcher(drawn.getMember("svg").asString()).replaceAll("\ufffd");
    } catch (PolyglotException e) {
      throw new IllegalStateException("The figure %s cannot be drawn".formatted(figure.id()), e);
    }
  }

  private static JsonNode spec(Figure figure) {
    ObjectNode spec = figure.spec().deepCopy();
    if (spec.path("width").asText().equals("container")) {
      spec.put("width", WIDTH);
    }
    ObjectNode datasets = spec.putObject("datasets");
    datasets.putArray(Figure.MARKED);
    for (Map.Entry<String, Table> data : figure.data().entrySet()) {
      datasets.set(data.getKey(), rows(data.getValue()));
    }
    return spec;
  }

  private static ArrayNode rows(Table table) {
    ArrayNode rows = MAPPER.createArrayNode();
    List<String> columns = table.columns();
    for (List<Object> row : table.rows()) {
      ObjectNode object = rows.addObject();
      for (int column = 0; column < columns.size(); column++) {
        Object cell = row.get(column);
        object.set(columns.get(column), MAPPER.valueToTree(Table.isFilled(cell) ? cell : null));
      }
    }
    return rows;
  }

  @Override
  public void close() {
    context.close();
  }
}
