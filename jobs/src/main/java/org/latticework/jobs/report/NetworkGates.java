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
        addPair(t, pair);
      }
    }
  }

  /** Returns the section; none where there are no crystals, or the network has no gates. */
  static Optional<Section> section(ReportedModel model) {
    return model
        .network()
        .gated()
        .filter(network -> !model.crystals().isEmpty())
        .map(network -> new NetworkGates(network, model.crystals()))
        .map(gates -> GateSections.of(model.name(), gates.bins, gates.pairs));
  }

  private void addBins(int t, String pair, DistanceGates gates) {
    gates
        .bins(t)
        .forEach(
            bin ->
                bins.add(new GateBin(t + 1, pair, bin.from(), bin.to(), bin.edges(), bin.gate())));
  }

  /** Adds a pair whose radii are known. */
  private void addPair(int t, ElementPair pair) {
    if (pair.bondReach().isEmpty()) {
      return;
    }
    double bondLength =
        CovalentRadius.of(pair.first()).orElseThrow()
            + CovalentRadius.of(pair.second()).orElseThrow();
    DistanceGates gates = histogram.of(pair);
    Optional<GateBands> bands = gates.bands(t);
    pairs.add(
        new PairGate(
            t + 1,
            pair.id(),
            bondLength,
            gates.edges(),
            bands.map(GateBands::bondedGate).orElse(Double.NaN),
            bands.map(GateBands::otherGate).orElse(Double.NaN),
            bands.map(of -> of.rankCorrelation().orElse(Double.NaN)).orElse(Double.NaN)));
  }
}
