package org.latticework.pipeline.ingest.cif;

import java.util.List;
import org.latticework.pipeline.ingest.cifvalue.CifException;
import org.latticework.pipeline.ingest.cifvalue.CifFault;

/** Finds the crystals in CIF text. */
public final class CifParser {
  private CifParser() {}

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
