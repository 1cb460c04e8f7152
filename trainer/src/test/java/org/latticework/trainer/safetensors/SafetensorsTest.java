package org.latticework.trainer.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static final String HEADER =
      "{'a':{'dtype':'F32','shape':[2,1],'data_offsets':[0,8]},"
          + "'b':{'dtype':'F64','shape':[],'data_offsets':[8,16]}}";
  private static final Map<String, TensorType> NEEDED =
      Map.of(
          "a", new TensorType(ElementType.F32, List.of(2L, 1L)),
          "b", new TensorType(ElementType.F64, List.of()));

  /** The bytes of 1, −2 in 32 bits and of 0.5 in 64, by IEEE 754. */
  private static final String NUMBERS = "0000803f" + "000000c0" + "000000000000e03f";

  private static byte[] file(String header, String numbers) {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    byte[] data = HexFormat.of().parseHex(numbers);
    return ByteBuffer.allocate(8 + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }

  private static Safetensors read(byte[] file) throws IOException {
    return Safetensors.read(new ByteArrayInputStream(file), file.length, NEEDED, "x.safetensors");
  }

  private static Safetensors written() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", Tensor.of(List.of(2L, 1L), new float[] {1, -2}));
    tensors.put("b", Tensor.of(List.of(), new double[] {0.5}));
    return new Safetensors(tensors, Map.of());
  }

  private static byte[] bytes(Safetensors arrays) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    arrays.write(out);
    return out.toByteArray();
  }

  @Test
  void writesTheBytesOfAFileMadeByHand() throws IOException {
    int rest = (8 - HEADER.length() % 8) % 8;
    assertThat(bytes(written())).isEqualTo(file(HEADER + " ".repeat(rest), NUMBERS));
  }

  @Test
  void readsAFileMadeByHand() throws IOException {
    Safetensors arrays = read(file("{'__metadata__':{'k':'v'}," + HEADER.substring(1), NUMBERS));

    assertThat(arrays.metadata()).containsExactly(Map.entry("k", "v"));
    assertThat(arrays.tensors().get("a").floats()).containsExactly(1, -2);
    assertThat(arrays.tensors().get("b").doubles()).containsExactly(0.5);
  }

  @Test
  void writesWhatPythonReads(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("x.safetensors"), bytes(written()));
    Path script = Path.of(SafetensorsTest.class.getResource("read.py").toURI());
    Process python;
    try {
      python =
          new ProcessBuilder("python3", script.toString(), file.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "Skipped: there is no python3");
      return;
    }
    assertThat(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("a F32 [2, 1] 1.0 -2.0\nb F64 [] 0.5\n");
    assertThat(python.waitFor()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[0,8]          | [0,4]   | a is F32 [2, 1] and needs 8 bytes, has offsets 0 to 4",
        "[0,8]          | [4,12]  | a begins at 4, need 0",
        "[8,16]         | [7,15]  | b begins at 7, need 8",
        "[8,16]         | [9,17]  | b begins at 9, need 8",
        "'F64'          | 'I64'   | the type of b is F32 or F64, got I64",
        "[2,1]          | [1,2]   | a is F32 [1, 2], need F32 [2, 1]",
        "[2,1]          | [2,-1]  | are not negative, got -1",
        "[2,1]          | [2.0,1] | hold at most 8 whole numbers",
        "[2,1]          | [9223372036854775807,9223372036854775807] | a is too large",
        "[2,1]          | [99999999999999999999]  | out of range of long",
        "[2,1]          | [1,1,1,1,1,1,1,1,1]     | hold at most 8 whole numbers",
        "'b'            | 'a'     | Duplicate field 'a'",
        "'b'            | 'c'     | no array c is needed",
        "'shape':[],    | ''      | is not safetensors",
        "'shape':[]     | 'size':[] | an array has dtype, shape and data_offsets only",
        "}}             | }}x     | is not safetensors",
        "}}             | }}{}    | nothing but spaces follows a header's JSON",
        "{'a'           | ['a'    | a header is a JSON object",
      })
  void refusesAHeaderThatBreaksARule(String from, String to, String message) {
    byte[] file = file(HEADER.replace(from, to), NUMBERS);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("x.safetensors")
        .hasMessageContaining(message);
  }

  @Test
  void refusesLengthsThatTheFileDoesNotHave() {
    byte[] file = file(HEADER, NUMBERS);
    assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length - 1)))
        .hasMessageContaining("its arrays need a file of %d bytes".formatted(file.length));
    assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length + 1)))
        .hasMessageContaining("its arrays need a file of %d bytes".formatted(file.length));
    for (long length : new long[] {-1, file.length, 100_000_001, Long.MAX_VALUE}) {
      byte[] wrong = file.clone();
      ByteBuffer.wrap(wrong).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      assertThatThrownBy(() -> read(wrong))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("its header has at most")
          .hasMessageEndingWith("got " + length);
    }
    assertThatThrownBy(() -> read(new byte[7])).hasMessageContaining("it ends after 7 bytes");
  }

  @Test
  void refusesAFileThatLacksAnArray() {
    byte[] file =
        file("{'a':{'dtype':'F32','shape':[2,1],'data_offsets':[0,8]}}", "0000803f000000c0");
    assertThatThrownBy(() -> read(file)).hasMessageContaining("it has no array b");
  }
}
