package org.latticework.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipArchiveTest {
  private static final byte[] HELLO = "hello, hello, hello".getBytes(StandardCharsets.UTF_8);

  private static byte[] zip(String name, byte[] content, boolean stored) throws IOException {
    return Zips.zip(Map.of(name, content), stored);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(0, bytes);
    return bytes;
  }

  /** Where the directory's first line begins, by the record at the end. */
  private static int directory(byte[] zip) {
    return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsStoredAndDeflatedEntries(boolean stored) throws IOException {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("b/", new byte[0]);
    entries.put("b/hello", HELLO);
    entries.put("a/noise", noise);
    entries.put("empty", new byte[0]);
    ZipArchive zip = ZipArchive.read(Zips.zip(entries, stored));
    assertThat(zip.names()).containsExactly("b/", "b/hello", "a/noise", "empty");
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      assertThat(bytes(zip.content(entry.getKey()).orElseThrow())).isEqualTo(entry.getValue());
    }
    assertThat(zip.content("a")).isEmpty();
    assertThat(ZipArchive.read(Zips.zip(Map.of(), stored)).names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/../../x", "/x", "a//x", "./x", "a\\x", "C:x", "a/.."})
  void refusesPathsThatClimbOut(String name) throws IOException {
    byte[] zip = zip(name, HELLO, true);
    assertThatThrownBy(() -> ZipArchive.read(zip))
        .isInstanceOf(IOException.class)
        .hasMessage("The name of a zip's entry must stay within its folder, got '%s'", name);
  }

  @Test
  void refusesNamesThatCannotBeShown() throws IOException {
    byte[] long_ = zip("x".repeat(201), HELLO, true);
    assertThatThrownBy(() -> ZipArchive.read(long_))
        .hasMessageStartingWith("The name of a zip's entry must be 1 to 200 letters of ASCII, got");
    byte[] bell = zip("a\u0007b", HELLO, true);
    assertThatThrownBy(() -> ZipArchive.read(bell)).hasMessageEndingWith("got 'a?b'");
  }

  @Test
  void refusesAnEntryThatIsThereTwice() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("ab", HELLO);
    entries.put("aa", HELLO);
    byte[] zip = Zips.zip(entries, true);
    for (int k = 1; k < zip.length; k++) {
      zip[k] = zip[k - 1] == 'a' && zip[k] == 'b' ? (byte) 'a' : zip[k];
    }
    assertThatThrownBy(() -> ZipArchive.read(zip)).hasMessage("The zip archive has aa twice");
  }

  /** Two lines of the directory that name one entry's bytes, as bombs have them. */
  @Test
  void refusesEntriesThatShareBytes() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("aa", HELLO);
    entries.put("bb", HELLO);
    byte[] zip = Zips.zip(entries, true);
    int second = directory(zip) + 46 + 2;
    Arrays.fill(zip, second + 42, second + 46, (byte) 0);
    assertThatThrownBy(() -> ZipArchive.read(zip)).hasMessage("bb begins within another entry");
  }

  @Test
  void refusesADirectoryThatSaysOtherwiseThanTheEntry() throws IOException {
    byte[] zip = zip("aa", HELLO, true);
    zip[31] = 'b';
    assertThatThrownBy(() -> ZipArchive.read(zip))
        .hasMessage("The zip archive's directory has aa at byte 0, which says otherwise");
  }

  @Test
  void boundsHowMuchAnEntryGrows() throws IOException {
    byte[] zeros = zip("z", new byte[1 << 20], false);
    assertThatThrownBy(() -> ZipArchive.read(zeros))
        .hasMessageMatching("z has 1048576 bytes in 10\\d\\d, at most 2[56]\\d{4} can be .*");
  }

  /** Where the directory says less than there is, no more than that is unpacked. */
  @ParameterizedTest
  @CsvSource({"18, more", "20, 19"})
  void refusesAnEntryOfAnotherSizeThanItSays(int size, String got) throws IOException {
    byte[] zip = zip("h", HELLO, false);
    zip[directory(zip) + 24] = (byte) size;
    ZipArchive archive = ZipArchive.read(zip);
    assertThatThrownBy(() -> archive.content("h"))
        .hasMessage("h must have %d bytes, has %s", size, got);
  }

  @Test
  void boundsSizesTogether() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    byte[] noise = new byte[1 << 20];
    new Random(2).nextBytes(noise);
    entries.put("a", noise);
    entries.put("b", noise);
    byte[] zip = Zips.zip(entries, false);
    ByteBuffer file = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int first = directory(zip);
    file.putInt(first + 24, 100 << 20).putInt(first + 47 + 24, 100 << 20);
    assertThatThrownBy(() -> ZipArchive.read(zip))
        .hasMessage(
            "The entries of a zip archive have at most 134217728 bytes, got 209715200 up to b");
  }

  @Test
  void refusesOtherMethodsEncryptionAndDamage() throws IOException {
    byte[] zip = zip("h", HELLO, true);
    byte[] method = zip.clone();
    method[directory(zip) + 10] = 12;
    assertThatThrownBy(() -> ZipArchive.read(method))
        .hasMessage("h must be stored or deflated, got method 12");
    byte[] secret = zip.clone();
    secret[directory(zip) + 8] |= 1;
    assertThatThrownBy(() -> ZipArchive.read(secret))
        .hasMessage("h must be stored or deflated, got encrypted");
    byte[] damaged = zip.clone();
    damaged[35] ^= 1;
    ZipArchive archive = ZipArchive.read(damaged);
    assertThatThrownBy(() -> archive.content("h"))
        .hasMessageStartingWith("h is damaged: its checksum is ");
    byte[] far = zip.clone();
    Arrays.fill(far, directory(zip) + 20, directory(zip) + 28, (byte) 0x7f);
    assertThatThrownBy(() -> ZipArchive.read(far)).isInstanceOf(IOException.class);
    byte[] zip64 = zip.clone();
    Arrays.fill(zip64, directory(zip) + 20, directory(zip) + 28, (byte) 0xff);
    assertThatThrownBy(() -> ZipArchive.read(zip64))
        .hasMessage("h has sizes and a place below 2³¹, got 4294967295, 4294967295 and 0");
  }

  @Test
  void saysWhereAnArchiveHasNoEnd() throws IOException {
    byte[] zip = zip("h", HELLO, true);
    for (byte[] torn : new byte[][] {Arrays.copyOf(zip, zip.length - 1), {'P', 'K'}}) {
      assertThatThrownBy(() -> ZipArchive.read(torn))
          .isInstanceOf(IOException.class)
          .hasMessage("A zip archive ends with its directory's end, without a comment");
    }
  }
}
