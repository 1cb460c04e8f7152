package org.latticework.pipeline.split;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Draws numbers by hashing: u(seed, group) = (first 53 bits of SHA-256(seed, group)) / 2⁵³, uniform
 * in [0, 1); the seed as eight bytes, the highest first, before the group in UTF-8. Depends on
 * nothing but the arguments: not on row order, on partitioning, or on which other groups are there.
 */
public final class FoldHash {
  private FoldHash() {}

  /** Returns u of a group, in [0, 1). */
  public static double uniform(long seed, String group) {
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
