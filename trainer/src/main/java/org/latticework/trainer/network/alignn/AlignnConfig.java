package org.latticework.trainer.network.alignn;

import java.util.List;
import org.latticework.trainer.network.GraphNeeds;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramConfig;

/**
 * ALIGNN: edge-gated convolutions on the crystal's graph and on its line graph, Choudhary and
 * DeCost, npj Comput. Mater. 7, 185 (2021).
 *
 * @param elements atomic numbers 1 … {@code elements} are known, the rows of the table of element
 *     features; 1 … 118
 * @param elementFeatures F, how many features of the table atoms begin with
 * @param width d, length of the vectors of atoms, edges and pairs of edges
 * @param embedding width of the first layer that edges and angles go through
 * @param edgeBasis Gaussians of the distance, from 0 to {@code edgeEnd}
 * @param edgeEnd the last center, Å
 * @param angleBasis Gaussians of the cosine, from −1 to 1
 * @param lineLayers layers that pass over both graphs
 * @param crystalLayers layers after them that pass over the crystal's graph alone
 */
public record AlignnConfig(
    int elements,
    int elementFeatures,
    int width,
    int embedding,
    int edgeBasis,
    double edgeEnd,
    int angleBasis,
    int lineLayers,
    int crystalLayers)
    implements ProgramConfig {
  public AlignnConfig {
    if (elementFeatures == 0) {
      throw new IllegalArgumentException(
          "ALIGNN's atoms begin with features of their elements: it needs a table (atom-features)");
    }
    ProgramConfig.check(
        elements,
        lineLayers,
        List.of(elementFeatures, width, embedding, edgeBasis, angleBasis, crystalLayers));
    if (!(edgeBasis >= 2 && angleBasis >= 2 && edgeEnd > 0 && crystalLayers <= DEEPEST)) {
      throw new IllegalArgumentException(
          "Need 2 Gaussians each, a positive end, at most %d layers, got %d, %d, %s Å, %d"
              .formatted(DEEPEST, edgeBasis, angleBasis, edgeEnd, crystalLayers));
    }
  }

  /** Returns the default, that of the paper: d = 256, 4 + 4 layers, 80 and 40 Gaussians. */
  public static AlignnConfig standard() {
    return new AlignnConfig(100, 92, 256, 64, 80, 8, 40, 4, 4);
  }

  @Override
  public String kind() {
    return "alignn";
  }

  @Override
  public GraphNeeds needs() {
    return new GraphNeeds(true, true, GraphNeeds.Neighbors.WHOLE_SHELLS, Double.POSITIVE_INFINITY);
  }

  @Override
  public Program program() {
    return AlignnProgram.of(this);
  }
}
