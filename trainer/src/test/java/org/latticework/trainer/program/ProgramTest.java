package org.latticework.trainer.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private final ProgramBuilder p = new ProgramBuilder(Initialization.GLOROT);
  private final Value atoms = p.table("embedding/", 100, 4);

  @Test
  void partsAreWhatNamesBeginWithCountedFromOne() {
    assertThat(Program.part("embedding/Weights")).isEqualTo("embedding");
    assertThat(Program.part("block0/update1Bias")).isEqualTo("block-1");
    assertThat(Program.part("line11/crystal/sourceGateWeights")).isEqualTo("line-12");
  }

  @Test
  void endsWithCrystals() {
    assertThatIllegalArgumentException().isThrownBy(() -> p.build(atoms));
  }

  @Test
  void theValueOfAStepHasItsIndex() {
    Step step = new Step.Constant(new Value(1, Domain.CRYSTAL, 1, 1), List.of(0.0));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Program(List.of(step), List.of(), Optional.empty(), step.out(), Map.of()));
  }

  @Test
  void set2setReadsEachStepItself() {
    Program program = p.build(p.set2set("readout/", atoms, Place.CRYSTAL_OF_ATOM, 2, 1));

    assertThat(program.output().channels()).isEqualTo(8);
    assertThat(program.parameters()).hasSize(4); // a table, and one LSTM that both steps share
  }

  @Test
  void refusesValuesThatDoNotFit() {
    Value crystals = p.mean(atoms, Place.CRYSTAL_OF_ATOM);

    assertThatIllegalArgumentException().isThrownBy(() -> p.add(atoms, crystals));
    assertThatIllegalArgumentException().isThrownBy(() -> p.gather(atoms, Place.CRYSTAL_OF_ATOM));
    assertThatIllegalArgumentException().isThrownBy(() -> p.sum(atoms, Place.NEIGHBOR));
    assertThatIllegalArgumentException().isThrownBy(() -> p.slice(atoms, 2, 3));
  }

  /** Each component by itself would be shifted by its own mean, and turn no longer. */
  @Test
  void refusesToNormalizeTensors() {
    Value vectors = p.outer(p.harmonics(1), p.gather(atoms, Place.NEIGHBOR));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> p.batchNorm("block0/norm", vectors))
        .withMessageContaining("Only values of one component are normalized, got [Value");
  }

  @Test
  void refusesTensorProductsWithWhatALayerHasMade() {
    Value vectors = p.sum(p.outer(p.harmonics(1), p.gather(atoms, Place.NEIGHBOR)), Place.CENTER);
    Value learned = p.gather(p.linear("block0/one", vectors, 1), Place.NEIGHBOR);
    Value sent = p.gather(atoms, Place.NEIGHBOR);
    Value weights = p.slice(sent, 0, 4);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> p.tensorProduct(1, List.of(new Step.Path(sent, learned, 0)), weights))
        .withMessageContaining("Tensor products are with harmonics of directions, got [Value");
  }
}
