package org.latticework.report.attention;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latticework.featurizer.crystal.Element;
import org.latticework.report.figure.ElementPlace;
import org.latticework.report.figure.Figure;
import org.latticework.report.figure.FigureTemplate;
import org.latticework.report.figure.Table;
import org.latticework.report.figure.Written;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

/** The attention of a model by element, as a section of a page. */
public final class AttentionSections {
  private static final long FEWEST = 20; // atoms of an element for it to be named and to set colors
  private static final double BRIGHT = 0.45; // above this part of the colors' range text is black

  private final Map<Element, ElementAttention> elements = new EnumMap<>(Element.class);

  private AttentionSections(List<ElementAttention> elements) {
    elements.forEach(each -> this.elements.put(each.element(), each));
  }

  private static Section empty() {
    return new Section("attention", "Which atoms are read");
  }

  /**
   * Returns the section {@code attention} of a model whose attention cannot be shown.
   *
   * @param model its name
   * @param reason why, in words without a period
   */
  public static Section without(String model, String reason) {
    return empty()
        .add(Words.warning("The attention of %s cannot be shown: %s.".formatted(model, reason)));
  }

  /**
   * Returns the section {@code attention}.
   *
   * @param shown what it was shown, in whole sentences
   * @param elements those of the atoms that it was shown, at least one
   */
  public static Section of(String shown, List<ElementAttention> elements) {
    return empty()
        .add(
            Words.of(
                "The network adds up the atoms of a crystal with weights that depend on what they"
                    + " have become and add up to 1 (Set2Set); shown are those of the last reading."
                    + " The weight of an atom times the number of atoms in its crystal is 1 where"
                    + " all are read alike. Its mean over the atoms of an element says which"
                    + " elements the network looks at, not how much they matter to what it"
                    + " predicts. "
                    + shown))
        .draw(new AttentionSections(elements).figure());
  }

  private Figure figure() {
    double most =
        frequent().stream()
            .mapToDouble(ElementAttention::share)
            .max()
            .orElse(
                elements.values().stream().mapToDouble(ElementAttention::share).max().orElse(1));
    ObjectNode spec =
        (ObjectNode)
            FigureTemplate.of("elements")
                .fill(
                    Map.of(
                        "value",
                        "share",
                        "title",
                        "share of attention (1: even)",
                        "counted",
                        "atoms"));
    ((ObjectNode) spec.at("/layer/1/encoding/color/scale")).putArray("domain").add(0).add(most);
    return new Figure(
        "attention-by-element",
        "Attention by element",
        caption(),
        spec,
        Map.of("elements", table(most)));
  }

  private Table table(double most) {
    Table table = new Table("element", "count", "crystals", "share", "column", "row", "ink");
    for (Element element : Element.values()) {
      Optional<ElementAttention> of = Optional.ofNullable(elements.get(element));
      double share = of.map(ElementAttention::share).orElse(Double.NaN);
      ElementPlace place = ElementPlace.of(element);
      table.row(
          element.symbol(),
          of.map(ElementAttention::atoms).orElse(0L),
          of.map(ElementAttention::crystals).orElse(0L),
          share,
          place.column(),
          place.row(),
          share > BRIGHT * most ? "black" : "white");
    }
    return table;
  }

  private List<ElementAttention> frequent() {
    return elements.values().stream().filter(each -> each.atoms() >= FEWEST).toList();
  }

  private String caption() {
    String start =
        "Mean over the atoms of an element of their weight times the number of atoms in their crystal. Elements that no crystal has are pale. ";
    Comparator<ElementAttention> byShare = Comparator.comparingDouble(ElementAttention::share);
    return start
        + frequent().stream()
            .max(byShare)
            .map(
                largest ->
                    "Of the elements with at least %d atoms, the share is largest for %s and least for %s."
                        .formatted(
                            FEWEST,
                            words(largest),
                            words(frequent().stream().min(byShare).orElseThrow())))
            .orElse("No element has %d atoms.".formatted(FEWEST));
  }

  private static String words(ElementAttention of) {
    return "%s (%s, %s)"
        .formatted(
            of.element().symbol(),
            Written.number(of.share()),
            Written.count(of.atoms(), "atom", "atoms"));
  }
}
