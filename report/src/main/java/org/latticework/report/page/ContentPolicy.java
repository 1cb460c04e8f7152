package org.latticework.report.page;

import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/** What a page may do: run its own scripts, wear its own style, and nothing else. */
final class ContentPolicy {
  private ContentPolicy() {}

  /** Returns the policy for scripts and a style that stand in the page, by their SHA-256. */
  static String of(List<String> scripts, String style) {
    String allowed =
        scripts.isEmpty()
            ? "'none'"
            : scripts.stream().map(ContentPolicy::hash).collect(Collectors.joining(" "));
    return "default-src 'none'; script-src %s; style-src %s; base-uri 'none'; form-action 'none'"
        .formatted(allowed, hash(style));
  }

  private static String hash(String text) {
    return "'sha256-%s'".formatted(Base64.getEncoder().encodeToString(DigestUtils.sha256(text)));
  }
}
