package org.latticework.pipeline.level;

import java.io.Serializable;

/**
 * The prototype of a crystal.
 *
 * @param name {@code AB2-1f3c9a2b5d6e}: the anonymous formula and the beginning of the structure
 *     hash of the leader
 * @param distance of the crystal from the leader
 */
record Prototype(String name, double distance) implements Serializable {
  /** Of the structure hash in the name. */
  static final int DIGITS = 12;

  static String nameOf(String anonymousFormula, String leader) {
    return anonymousFormula.replace(" ", "") + "-" + leader.substring(0, DIGITS);
  }
}
