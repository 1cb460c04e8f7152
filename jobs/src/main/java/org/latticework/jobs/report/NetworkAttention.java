package org.latticework.jobs.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.report.attention.AttentionSections;
import org.latticework.report.attention.ElementAttention;
import org.latticework.report.page.Section;
import org.latticework.trainer.network.AtomAttention;

/** The attention that a network reads the atoms of some crystals with, by element. */
final class NetworkAttention {
  private final Map<Element, Tally> tallies = new EnumMap<>(Element.class);

  private NetworkAttention() {}

  /** Of an element's atoms. */
  private static final class Tally {
    private long crystals;
    private long atoms;
    private double shares; // Σ N a
  }

  /** Returns the section; none where there are no crystals, or the network has no attention. */
  static Optional<Section> section(ReportedModel model) {
    return model
        .network()
        .attention()
        .filter(network -> !model.crystals().isEmpty())
        .map(network -> section(model.name(), model.shown(), network, model.crystals()));
  }

  /** Returns the section; of a network that gives no numbers, the reason why it shows nothing. */
  static Section section(
      String model, String shown, AtomAttention network, List<CrystalGraph> crystals) {
    try {
      return AttentionSections.of(shown, byElement(network, crystals));
    } catch (IllegalArgumentException e) { // weights that are not finite
      return AttentionSections.without(model, e.getMessage());
    }
  }

  /** Returns what each element has; a merged node counts as the atoms that it stands for. */
  static List<ElementAttention> byElement(AtomAttention network, List<CrystalGraph> crystals) {
    NetworkAttention all = new NetworkAttention();
    crystals.forEach(crystal -> all.add(crystal, network.attention(crystal)));
    List<ElementAttention> elements = new ArrayList<>();
    all.tallies.forEach(
        (element, tally) ->
            elements.add(
                new ElementAttention(
                    element, tally.crystals, tally.atoms, tally.shares / tally.atoms)));
    return elements;
  }

  private void add(CrystalGraph crystal, float[] attention) {
    Set<Element> has = EnumSet.noneOf(Element.class);
    for (int i = 0; i < crystal.nodes(); i++) {
      Element element = Element.ofNumber(crystal.atomicNumber(i));
      Tally tally = tallies.computeIfAbsent(element, key -> new Tally());
      int atoms = crystal.multiplicity(i);
      tally.atoms += atoms;
      tally.shares += (double) atoms * crystal.atoms() * attention[i];
      if (has.add(element)) {
        tally.crystals++;
      }
    }
  }
}
