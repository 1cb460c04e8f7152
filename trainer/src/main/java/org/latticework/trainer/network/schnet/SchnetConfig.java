package org.latticework.trainer.network.schnet;

import java.util.List;
import java.util.stream.Stream;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.network.GraphNeeds;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramConfig;

/**
 * SchNet: filters that are functions of the distance alone, Schütt et al., J. Chem. Phys. 148,
 * 241722 (2018).
 *
 * @param elements atomic numbers 1 … {@code elements} are known; 1 … 118
 * @param width d, length of an atom vector
 * @param filters F, length of a message
 * @param blocks T
 * @param basis expansion of the distances; its cutoff is the network's
 * @param cutoffFunction what filters are multiplied by
 * @param head widths of the layers after the last block, before the output
 * @param knots distances from 0 to the cutoff at which filters are evaluated, to be interpolated
 *     between them; 0 to evaluate them for every edge
 */
public record SchnetConfig(
    int elements,
    int width,
    int filters,
    int blocks,
    GaussianBasis basis,
    CutoffFunction cutoffFunction,
    List<Integer> head,
    int knots)
    implements ProgramConfig {
  private static final int FEWEST_KNOTS = 16;

  public SchnetConfig {
    head = List.copyOf(head);
    ProgramConfig.check(
        elements,
        blocks,
        Stream.concat(Stream.of(width, filters, basis.size()), head.stream()).toList());
    if (knots != 0 && !(knots >= FEWEST_KNOTS && knots <= WIDEST)) {
      throw new IllegalArgumentException(
          "A table of filters has %d to %d knots, or 0 for no table, got %d"
              .formatted(FEWEST_KNOTS, WIDEST, knots));
    }
  }

  /** Returns the default: kgcnn's for Matbench, with filters from a table of 512 knots. */
  public static SchnetConfig standard() {
    return new SchnetConfig(
        100,
        128,
        128,
        4,
        new GaussianBasis(5, 25, 0.4, true),
        CutoffFunction.NONE,
        List.of(128, 64),
        512);
  }

  @Override
  public String kind() {
    return "schnet";
  }

  @Override
  public GraphNeeds needs() {
    return new GraphNeeds(false, false, GraphNeeds.Neighbors.ANY, basis.cutoff());
  }

  @Override
  public Program program() {
    return SchnetProgram.of(this);
  }
}
