package org.latticework.pipeline.level;

import java.io.Serializable;
import org.latticework.pipeline.table.FingerprintTable.Named;

/**
 * A crystal on its way to its class.
 *
 * @param named its fingerprint
 * @param standing why it is here
 * @param prototype its own, where it is known
 */
record Crystal(Named named, Standing standing, Prototype prototype) implements Serializable {

  /** Why a crystal is here. */
  enum Standing {
    LEADS_PROTOTYPE,
    LEADS_NEAR_DUPLICATES,
    NEW
  }
}
