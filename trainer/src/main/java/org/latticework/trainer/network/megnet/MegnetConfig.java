package org.latticework.trainer.network.megnet;

import java.util.List;
import java.util.stream.Stream;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramConfig;

/**
 * MEGNet: vectors of atoms, edges and the crystal update each other, Chen et al., Chem. Mater. 31,
 * 3564 (2019), in the form of matgl, whose weights are public.
 *
 * @param elements atomic numbers 1 … {@code elements} are known; 1 … 118
 * @param embedding length of the learned vector per element
 * @param width d, length of the vectors of atoms, edges and crystals in blocks
 * @param dense widths of the layers that encode and prepare these vectors, before d
 * @param update widths of the layers that update them, before d
 * @param blocks T
 * @param basis Gaussians of the distance
 * @param basisEnd the last center, Å; the first is at 0
 * @param gamma γ in exp(−γ (d − μ)²), Å⁻²
 * @param set2setSteps how often the readout asks
 * @param head widths of the layers after the readout, before the output
 */
public record MegnetConfig(
    int elements,
    int embedding,
    int width,
    List<Integer> dense,
    List<Integer> update,
    int blocks,
    int basis,
    double basisEnd,
    double gamma,
    int set2setSteps,
    List<Integer> head)
    implements ProgramConfig {
  public MegnetConfig {
    dense = List.copyOf(dense);
    update = List.copyOf(update);
    head = List.copyOf(head);
    ProgramConfig.check(
        elements,
        blocks,
        Stream.of(List.of(embedding, width, basis, set2setSteps), dense, update, head)
            .flatMap(List::stream)
            .toList());
    if (!(basis >= 2 && basisEnd > 0 && gamma > 0 && set2setSteps <= DEEPEST)) {
      throw new IllegalArgumentException(
          "Need 2 Gaussians, a positive end and exponent, at most %d steps, got %d, %s, %s, %d"
              .formatted(DEEPEST, basis, basisEnd, gamma, set2setSteps));
    }
  }

  /** Returns the default: the sizes of the published models. */
  public static MegnetConfig standard() {
    return new MegnetConfig(
        100, 16, 32, List.of(64), List.of(64, 64), 3, 100, 5, 0.5, 2, List.of(32, 16));
  }

  @Override
  public String kind() {
    return "megnet";
  }

  @Override
  public Program program() {
    return MegnetProgram.of(this);
  }
}
