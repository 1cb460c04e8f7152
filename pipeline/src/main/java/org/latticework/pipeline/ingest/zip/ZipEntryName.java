package org.latticework.pipeline.ingest.zip;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Names of entries as texts, with slashes between folders. */
final class ZipEntryName {
  private static final Pattern OUTSIDE =
      Pattern.compile("(?s)/.*|[A-Za-z]:.*|(?:.*/)?\\.\\.(?:/.*)?");

  private ZipEntryName() {}

  /**
   * Returns the name that bytes are: UTF-8, or else Latin-1, in which any bytes are a text. Two
   * that lead to the same place are the same: {@code ./a//b} is {@code a/b}.
   */
  static String of(byte[] bytes) {
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      name = new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return direct(name.replace('\\', '/'));
  }

  /** Returns a name without dots that stand for the folder they are in, and without empty parts. */
  private static String direct(String name) {
    StringBuilder path = new StringBuilder(name.startsWith("/") ? "/" : "");
    for (String part : name.split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        path.append(path.isEmpty() || path.charAt(path.length() - 1) == '/' ? "" : "/")
            .append(part);
      }
    }
    boolean folder = name.endsWith("/") || name.endsWith("/.");
    if (path.isEmpty()) {
      return name; // the zip itself
    }
    return path.append(folder ? "/" : "").toString();
  }

  /** Returns whether the name leads out of the folder that the zip stands for. */
  static boolean leadsOut(String name) {
    return OUTSIDE.matcher(name).matches();
  }

  /** Returns whether the name is one that a line of text can hold. */
  static boolean isText(String name) {
    return !name.isEmpty() && name.chars().noneMatch(Character::isISOControl);
  }
}
