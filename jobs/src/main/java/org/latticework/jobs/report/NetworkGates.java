package org.latticework.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latticework.featurizer.crystal.CovalentRadius;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.report.gates.GateBin;
import org.latticework.report.gates.GateSections;
import org.latticework.report.gates.PairGate;
import org.latticework.report.page.Section;
import org.latticework.trainer.network.cgcnn.gate.DistanceGates;
import org.latticework.trainer.network.cgcnn.gate.ElementPair;
import org.latticework.trainer.network.cgcnn.gate.GateBands;
import org.latticework.trainer.network.cgcnn.gate.GateHistogram;
import org.latticework.trainer.network.cgcnn.gate.GatedNetwork;

/** How far the gates of a network open in some crystals. */
final class NetworkGates {
  private static final long FEWEST_EDGES = 100; // of a pair of elements

  private final GateHistogram histogram;
  private final List<GateBin> bins = new ArrayList<>();
  private final List<PairGate> pairs = new ArrayList<>();

  private NetworkGates(GatedNetwork network, List<CrystalGraph> crystals) {
    histogram = new GateHistogram(network.convolutions());
    crystals.forEach(crystal -> histogram.add(crystal, network.gates(crystal)));
    for (int t = 0; t < network.convolutions(); t++) {
      addBins(t, GateBin.ALL_PAIRS, histogram.all());
      for (ElementPair pair : histogram.pairs(FEWEST_EDGES)) {
        addBins(t, pair.id(), histogram.of(pair));
        pair(t, pair, histogram.of(pair)).ifPresent(pairs::add);
      }
    }
  }

  /** Returns the section; none where there are no crystals, or the network has no gates. */
  static Optional<Section> section(ReportedModel model) {
    return model
        .network()
        .gated()
        .filter(network -> !model.crystals().isEmpty())
        .map(network -> section(model.name(), model.shown(), network, model.crystals()));
  }

  /** Returns the section; of a network that gives no numbers, the reason why it shows nothing. */
  static Section section(
      String model, String shown, GatedNetwork network, List<CrystalGraph> crystals) {
    NetworkGates gates;
    try {
      gates = new NetworkGates(network, crystals);
    } catch (IllegalArgumentException e) { // weights that are not finite, or too large
      return GateSections.without(model, e.getMessage());
    }
    return GateSections.of(model, shown, gates.bins, gates.pairs);
  }

  private void addBins(int t, String pair, DistanceGates gates) {
    gates
        .bins(t)
        .forEach(
            bin ->
                bins.add(new GateBin(t + 1, pair, bin.from(), bin.to(), bin.edges(), bin.gate())));
  }

  /** Returns the gate of a pair whose radii are known; NaN on the side where it has no edges. */
  static Optional<PairGate> pair(int t, ElementPair pair, DistanceGates gates) {
    if (pair.bondReach().isEmpty()) {
      return Optional.empty();
    }
    double bondLength =
        CovalentRadius.of(pair.first()).orElseThrow()
            + CovalentRadius.of(pair.second()).orElseThrow();
    GateBands bands = gates.bands(t);
    return Optional.of(
        new PairGate(
            t + 1,
            pair.id(),
            bondLength,
            pair.bondReach().getAsDouble(),
            gates.edges(),
            bands.bondedGate().orElse(Double.NaN),
            bands.otherGate().orElse(Double.NaN),
            bands.rankCorrelation().orElse(Double.NaN)));
  }
}
