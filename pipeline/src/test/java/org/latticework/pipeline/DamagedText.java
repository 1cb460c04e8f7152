package org.latticework.pipeline;

import java.util.List;
import java.util.Random;

/** Texts after a few blows: bytes lost, changed, doubled, or words put where none belong. */
public final class DamagedText {
  private DamagedText() {}

  /**
   * Damages one of the texts.
   *
   * @param fragments words to put in
   * @param random decides which text, how many blows, mostly up to three, and where
   */
  public static String of(List<String> texts, String[] fragments, Random random) {
    StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
    int blows = 1 + random.nextInt(random.nextInt(10) == 0 ? 40 : 3);
    for (int blow = 0; blow < blows && text.length() > 2; blow++) {
      int at = random.nextInt(text.length() - 1);
      switch (random.nextInt(7)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.setCharAt(at, (char) random.nextInt(256));
        case 2 -> text.insert(at, fragments[random.nextInt(fragments.length)]);
        case 3 -> text.setLength(at);
        case 4 -> text.delete(at, Math.min(text.length(), at + random.nextInt(60)));
        case 5 -> text.append(text.substring(at));
        default -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
      }
    }
    return text.toString();
  }
}
