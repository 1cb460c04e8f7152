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

  /** Returns the name that bytes are: UTF-8, or else Latin-1, in which any bytes are a text. */
  static String of(byte[] bytes) {
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      name = new String(bytes, StandardCharsets.ISO_8859_1);
    }
    return name.replace('\\', '/');
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
