package org.latticework.pipeline.ingest.cif;

import java.util.ArrayList;
import java.util.List;

/** Reads crystals from CIF text. */
public final class CifParser {
  private CifParser() {}

  /**
   * Returns the crystals of all blocks that describe one, at least one. Blocks without cell and
   * sites (publication data, for example) are passed over.
   *
   * @throws CifException if the text is no CIF, no block describes a crystal, or one that does is
   *     faulty; use {@link #blocks} to keep the crystals beside a faulty one
   */
  public static List<CifCrystal> parse(String text) throws CifException {
    List<CifCrystal> crystals = new ArrayList<>();
    for (CifBlock block : blocks(text)) {
      crystals.add(block.crystal());
    }
    return crystals;
  }

  /**
   * Returns the blocks that describe a crystal, at least one, in the order of the text.
   *
   * @throws CifException if the text is no CIF or no block describes a crystal
   */
  public static List<CifBlock> blocks(String text) throws CifException {
    List<CifBlock> all = new StarReader(text).blocks();
    List<CifBlock> crystals = all.stream().filter(CifBlock::describesCrystal).toList();
    if (crystals.isEmpty()) {
      throw new CifException(
          CifFault.NO_CRYSTAL, "None of %d blocks has a cell or atom sites".formatted(all.size()));
    }
    return crystals;
  }
}
