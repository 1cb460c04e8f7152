package org.latticework.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.deeplearning4j.NetworkGraph;
import org.latticework.trainer.deeplearning4j.RandomCrystals;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.alignn.AlignnConfig;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.ConvolutionVariant;
import org.latticework.trainer.network.cogn.CognConfig;
import org.latticework.trainer.network.equivariant.EquivariantConfig;
import org.latticework.trainer.network.m3gnet.M3gnetConfig;
import org.latticework.trainer.network.m3gnet.TripletTerm;
import org.latticework.trainer.network.m3gnet.Triplets;
import org.latticework.trainer.network.megnet.MegnetConfig;
import org.latticework.trainer.network.schnet.CutoffFunction;
import org.latticework.trainer.network.schnet.SchnetConfig;
import org.latticework.trainer.optimizer.LearningRule;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/** Small networks of every kind, and crystals that each can read. */
public final class SampleNetworks {
  private SampleNetworks() {}

  /** Returns small networks, of each kind at least one. */
  public static List<NetworkBlueprint> all() {
    List<NetworkBlueprint> samples = new ArrayList<>();
    for (ConvolutionVariant variant : ConvolutionVariant.values()) {
      samples.add(NetworkBlueprint.of(cgcnn(variant, false, 0)));
    }
    samples.add(withTable(cgcnn(ConvolutionVariant.ORIGINAL, true, 9)));
    for (CutoffFunction function : CutoffFunction.values()) {
      GaussianBasis basis = new GaussianBasis(7, 7, 0.8, true);
      int knots = function == CutoffFunction.NONE ? 64 : 0;
      samples.add(
          NetworkBlueprint.of(
              new SchnetConfig(100, 5, 4, 2, basis, function, List.of(6, 3), knots)));
    }
    samples.add(NetworkBlueprint.of(new CognConfig(100, 5, 2, 3, 8, 8)));
    samples.add(
        NetworkBlueprint.of(
            new MegnetConfig(100, 4, 5, List.of(6), List.of(6, 4), 2, 9, 7, 1, 2, List.of(6, 3))));
    samples.add(NetworkBlueprint.of(m3gnet(Triplets.CENTER, TripletTerm.OTHER)));
    samples.add(NetworkBlueprint.of(m3gnet(Triplets.NEIGHBOR, TripletTerm.OWN)));
    samples.add(
        NetworkBlueprint.of(new EquivariantConfig(100, List.of(4, 3, 2), 3, 3, 4, 5, 4, 12)));
    samples.add(withTable(new AlignnConfig(100, 9, 5, 4, 6, 8, 5, 2, 1)));
    return samples;
  }

  private static M3gnetConfig m3gnet(Triplets triplets, TripletTerm term) {
    return new M3gnetConfig(100, 5, 1, 2, 3, 4, 3.5, triplets, term, List.of(6), 2, 1, List.of(4));
  }

  private static NetworkBlueprint withTable(NetworkConfig config) {
    return new NetworkBlueprint(config, Optional.of(features(100, 9)), KernelChoice.AUTO);
  }

  /** Returns the samples that read directions of edges. */
  public static List<NetworkBlueprint> ofDirections() {
    return all().stream().filter(SampleNetworks::readsDirections).toList();
  }

  /** Returns the others, whose nodes may stand for several atoms. */
  public static List<NetworkBlueprint> ofMergedGraphs() {
    return all().stream().filter(sample -> !readsDirections(sample)).toList();
  }

  private static boolean readsDirections(NetworkBlueprint sample) {
    return sample.config().needs().directions();
  }

  /** Returns crystals that a sample can read. */
  public static RandomCrystals crystals(NetworkBlueprint sample) {
    return readsDirections(sample) ? RandomCrystals.inCells(11) : new RandomCrystals(11);
  }

  private static CgcnnConfig cgcnn(ConvolutionVariant variant, boolean activated, int features) {
    GaussianBasis basis = new GaussianBasis(8, 6, 1.5, true);
    return new CgcnnConfig(variant, 5, basis, 2, 7, 100, activated, features);
  }

  private static AtomFeatures features(int elements, int size) {
    Random random = new Random(3);
    float[][] rows = new float[elements][size];
    for (float[] row : rows) {
      for (int k = 0; k < size; k++) {
        row[k] = random.nextInt(2);
      }
    }
    return new AtomFeatures(rows);
  }

  public static ComputationGraph build(NetworkBlueprint sample, IUpdater updater, DataType type) {
    return NetworkGraph.build(sample, LearningRule.of(updater), type, 5);
  }

  public static ComputationGraph build(
      NetworkBlueprint sample, KernelChoice kernel, IUpdater updater, DataType type) {
    return build(new NetworkBlueprint(sample.config(), sample.features(), kernel), updater, type);
  }
}
