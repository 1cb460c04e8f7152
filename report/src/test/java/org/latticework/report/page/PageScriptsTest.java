package org.latticework.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page runs is what npm has under these versions, by its integrity. */
class PageScriptsTest {
  private static final List<String> INTEGRITY =
      List.of(
          "sha384-4oUEX2PVe9ITSTzuS9nHlAP3JctgvG7Ip+I5th1mn7mrWC1+FYxojwCuEJXdkMuG",
          "sha384-D9LYH0esGjcxQJsBuxOuXtCDJGXRWW1+KhluzWPqi0rLJmiR/ygPChefaD+rFFDQ",
          "sha384-M+Ax7e/WFJpxSOF09HzI+Sj4wg9ottVd/uxmV2ItGGh02fLH28t2FAOJx3TJBap5");

  @Test
  void areTheFilesThatWereChosen() throws Exception {
    for (int k = 0; k < INTEGRITY.size(); k++) {
      byte[] script =
          PageScripts.library(PageScripts.LIBRARIES.get(k)).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-384").digest(script);
      assertThat("sha384-" + Base64.getEncoder().encodeToString(digest))
          .as(PageScripts.LIBRARIES.get(k))
          .isEqualTo(INTEGRITY.get(k));
    }
  }
}
