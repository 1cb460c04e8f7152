package org.latticework.trainer.program.nd4j.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latticework.featurizer.graph.GraphMemory;
import org.latticework.trainer.SampleNetworks;
import org.latticework.trainer.network.alignn.AlignnConfig;
import org.latticework.trainer.network.schnet.SchnetConfig;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramConfig;
import org.latticework.trainer.program.Step;

/** What networks say of their memory, against the buffers that are made. */
class SlotsMemoryTest {
  static Stream<ProgramConfig> programs() {
    return SampleNetworks.all().stream()
        .map(sample -> sample.config())
        .filter(ProgramConfig.class::isInstance)
        .map(ProgramConfig.class::cast);
  }

  /** Returns the bytes of all buffers of a use, for a row of a domain. */
  private static long bytes(Program program, Slots slots, Domain domain) {
    Map<String, Integer> widths = new HashMap<>();
    for (Step step : program.steps()) {
      if (step.out().domain() == domain) {
        widths.put(slots.name(step.out()), step.out().width());
      }
    }
    return widths.values().stream().mapToLong(width -> 4L * width).sum();
  }

  private static GraphMemory memory(Program program, Slots slots) {
    return new GraphMemory(
        bytes(program, slots, Domain.ATOM) + bytes(program, slots, Domain.CRYSTAL),
        bytes(program, slots, Domain.EDGE),
        bytes(program, slots, Domain.LINE));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void isThatOfTheBuffers(ProgramConfig config) {
    Program program = config.program();
    assertThat(config.memoryOfPass()).isEqualTo(memory(program, Slots.forward(program)));
    assertThat(config.memoryOfStep()).isEqualTo(memory(program, Slots.kept(program)));
  }

  /** Of its own accord: nobody wrote down how many. */
  @Test
  void isMostlyThatOfPairsInAlignnAndThereAreNoneInOthers() {
    GraphMemory alignn = AlignnConfig.standard().memoryOfStep();
    assertThat(180 * alignn.pair()).isGreaterThan(12 * alignn.edge() + alignn.node());
    assertThat(SchnetConfig.standard().memoryOfStep().pair()).isZero();
  }
}
