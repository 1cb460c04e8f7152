package org.latticework.pipeline.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KFoldTest {
  private static String digits(int n, int folds, int seed) {
    KFold dealt = new KFold(n, folds, seed);
    return IntStream.range(0, n)
        .mapToObj(index -> String.valueOf(dealt.foldOf(index)))
        .collect(Collectors.joining());
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void dealsAsScikitLearnDoes() throws IOException, NoSuchAlgorithmException {
    List<String> golden;
    try (InputStream file = KFoldTest.class.getResourceAsStream("kfold.txt")) {
      golden = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    assertThat(golden).hasSize(12);
    for (String line : golden) {
      String[] cells = line.split(" ", -1);
      int n = Integer.parseInt(cells[0]);
      String digits = digits(n, Integer.parseInt(cells[1]), Integer.parseInt(cells[2]));
      assertThat(n <= 100 ? digits : sha256(digits)).as(line).isEqualTo(cells[3]);
    }
  }

  @Property
  void makesFoldsOfEqualSizes(
      @ForAll @IntRange(min = 20, max = 300) int n,
      @ForAll @IntRange(min = 2, max = 20) int folds,
      @ForAll @IntRange(min = 0) int seed) {
    KFold dealt = new KFold(n, folds, seed);
    int[] sizes = new int[folds];
    for (int index = 0; index < n; index++) {
      sizes[dealt.foldOf(index)]++;
    }
    for (int fold = 0; fold < folds; fold++) {
      assertThat(sizes[fold]).isEqualTo(n / folds + (fold < n % folds ? 1 : 0));
    }
  }

  @Test
  void refusesMoreFoldsThanMaterials() {
    assertThatThrownBy(() -> new KFold(4, 5, 0))
        .hasMessage("Need 2 to 127 folds, as many materials and a seed from 0, got 5, 4 and 0");
    assertThatThrownBy(() -> new KFold(9, 5, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
