package org.latticework.featurizer.graph;

import org.latticework.featurizer.crystal.Structure;

/** A site has no neighbor within the cutoff: its atom could not receive a message. */
public final class IsolatedSiteException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int site;

  IsolatedSiteException(Structure structure, int site, double cutoff) {
    super(
        "site %d (%s) has no neighbor within %s Å"
            .formatted(site, structure.element(site).symbol(), cutoff));
    this.site = site;
  }

  /** Returns the index of the site. */
  public int site() {
    return site;
  }
}
