package org.latticework.trainer.network.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.trainer.SampleNetworks;
import org.latticework.trainer.batch.CrystalBatch;
import org.latticework.trainer.batch.GraphBatch;
import org.latticework.trainer.network.AtomAttention;
import org.latticework.trainer.network.Inference;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.network.Weights;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramConfig;
import org.latticework.trainer.program.nd4j.Nd4jProgram;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class AtomAttentionTest {
  /** A float's rounding, through some layers. */
  private static final float ROUNDING = 1e-5f;

  static Stream<NetworkBlueprint> attentive() {
    return SampleNetworks.all().stream()
        .filter(sample -> Set.of("megnet", "m3gnet").contains(sample.config().kind()));
  }

  private static Weights begun(NetworkBlueprint sample) {
    Nd4j.getRandom().setSeed(3);
    List<Parameter> parameters = sample.config().parameters();
    long length = parameters.stream().mapToLong(Parameter::length).sum();
    Weights weights = new Weights(parameters, Nd4j.zeros(DataType.DOUBLE, length));
    weights.begin();
    return weights;
  }

  private static Optional<AtomAttention> attention(NetworkBlueprint sample, Weights weights) {
    Parameters parameters =
        name -> weights.matrix(name).castTo(DataType.FLOAT).dup('c').ravel().toFloatVector();
    Inference body = NetworkKinds.inference(sample.config(), sample.features(), parameters);
    return NetworkKinds.attention(sample.config(), body);
  }

  @Test
  void isThatOfNetworksWithSuchAReadout() {
    Set<String> kinds =
        SampleNetworks.all().stream()
            .filter(sample -> attention(sample, begun(sample)).isPresent())
            .map(sample -> sample.config().kind())
            .collect(Collectors.toSet());
    assertThat(kinds).containsExactlyInAnyOrder("megnet", "m3gnet");
  }

  @ParameterizedTest
  @MethodSource("attentive")
  void isWhatNd4jComputesInDoubleAndAddsUpToOne(NetworkBlueprint sample) {
    Weights weights = begun(sample);
    AtomAttention attention = attention(sample, weights).orElseThrow();
    Program program = ((ProgramConfig) sample.config()).program();
    for (CrystalGraph crystal : SampleNetworks.crystals(sample).crystals(8)) {
      CrystalBatch batch =
          new CrystalBatch(new GraphBatch(List.of(crystal)).features(DataType.DOUBLE));
      float[] weighed = attention.attention(crystal);
      assertThat(weighed).hasSize(crystal.nodes());
      double sum = 0;
      for (int i = 0; i < weighed.length; i++) {
        sum += weighed[i];
      }
      assertThat(sum).isCloseTo(1, within((double) ROUNDING));
      try (Nd4jProgram network = new Nd4jProgram(program, sample.features(), DataType.DOUBLE)) {
        network.forward(batch, weights, false);
        double[] expected = network.named(Program.ATTENTION);
        for (int i = 0; i < weighed.length; i++) {
          assertThat((double) weighed[i]).isCloseTo(expected[i], within((double) ROUNDING));
        }
      }
    }
  }

  /** Two atoms that are one node have the weights that they have apart. */
  @Test
  void anAtomOfAMergedNodeHasItsOwn() {
    NetworkBlueprint megnet =
        SampleNetworks.ofMergedGraphs().stream()
            .filter(sample -> sample.config().kind().equals("megnet"))
            .findFirst()
            .orElseThrow();
    AtomAttention attention = attention(megnet, begun(megnet)).orElseThrow();
    CrystalGraph apart =
        new CrystalGraph(
            new int[] {8, 8, 22},
            new int[] {0, 1, 2, 4},
            new int[] {2, 2, 0, 1},
            new float[] {2, 2, 2, 2});
    CrystalGraph merged =
        new CrystalGraph(
                new int[] {8, 22}, new int[] {0, 1, 2}, new int[] {1, 0}, new float[] {2, 2})
            .merged(new int[] {2, 1}, new int[] {1, 2});

    float[] three = attention.attention(apart);
    float[] two = attention.attention(merged);
    assertThat(two).containsExactly(Arrays.copyOfRange(three, 1, 3), within(ROUNDING));
    assertThat(three[0]).isNotCloseTo(three[2], within(10 * ROUNDING));
  }
}
