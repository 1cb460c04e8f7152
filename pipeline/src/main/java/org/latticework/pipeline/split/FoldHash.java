package org.latticework.pipeline.split;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.latticework.pipeline.material.Fold;

/**
 * Decides folds by hashing: u(seed, group) = (first 53 bits of SHA-256(seed, group)) / 2⁵³, uniform
 * in [0, 1); the fold is TEST below the test fraction, VALIDATION in the fraction above it, else
 * TRAIN.
 *
 * @param fractions how much goes to which fold
 * @param seed hashed as eight bytes, the highest first, before the group in UTF-8
 */
public record FoldHash(FoldFractions fractions, long seed) implements Serializable {
  /**
   * Returns the fold of a group. Depends on nothing but the arguments: not on row order, on
   * partitioning, or on which other groups are present.
   */
  public Fold foldOf(String group) {
    double u = uniform(seed, group);
    if (u < fractions.test()) {
      return Fold.TEST;
    }
    return u < fractions.test() + fractions.validation() ? Fold.VALIDATION : Fold.TRAIN;
  }

  /** Returns u of a group, in [0, 1). */
  static double uniform(long seed, String group) {
    byte[] text = group.getBytes(StandardCharsets.UTF_8);
    ByteBuffer input = ByteBuffer.allocate(Long.BYTES + text.length).putLong(seed).put(text);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(input.array());
      return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1p-53;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
