package org.latticework.trainer.network.cogn;

import java.util.List;
import org.latticework.trainer.network.GraphNeeds;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramConfig;

/**
 * coGN: deep messages along nested distances, Ruff et al., Digital Discovery 3, 594 (2024).
 *
 * @param elements atomic numbers 1 … {@code elements} are known; 1 … 118
 * @param width d, length of the vectors of atoms and edges
 * @param blocks T
 * @param messageLayers layers of a message, each with silu
 * @param basis K Gaussians of the distance, with centers K-ths of {@code basisEnd}
 * @param basisEnd the last center, Å; their variance in Å² is as large as their spacing in Å
 */
public record CognConfig(
    int elements, int width, int blocks, int messageLayers, int basis, double basisEnd)
    implements ProgramConfig {
  public CognConfig {
    ProgramConfig.check(elements, blocks, List.of(width, basis, messageLayers));
    if (!(messageLayers <= DEEPEST && basis >= 2 && basisEnd > 0 && basisEnd < 1000)) {
      throw new IllegalArgumentException(
          "Need 1 to %d layers of a message, 2 Gaussians and an end in (0, 1000) Å, got %d, %d, %s"
              .formatted(DEEPEST, messageLayers, basis, basisEnd));
    }
  }

  /** Returns the default, that of the paper: d = 128, 5 blocks of 5 layers, 32 Gaussians to 8 Å. */
  public static CognConfig standard() {
    return new CognConfig(100, 128, 5, 5, 32, 8);
  }

  @Override
  public String kind() {
    return "cogn";
  }

  @Override
  public GraphNeeds needs() {
    return new GraphNeeds(
        false, false, GraphNeeds.Neighbors.WHOLE_SHELLS, Double.POSITIVE_INFINITY);
  }

  @Override
  public Program program() {
    return CognProgram.of(this);
  }
}
