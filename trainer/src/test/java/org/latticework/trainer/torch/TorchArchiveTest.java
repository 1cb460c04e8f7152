package org.latticework.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.latticework.trainer.torch.Pickles.storage;
import static org.latticework.trainer.torch.Pickles.tensor;
import static org.latticework.trainer.torch.Pickles.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.trainer.safetensors.ElementType;
import org.latticework.trainer.safetensors.Tensor;

class TorchArchiveTest {
  private static final String FLOATS = storage("FloatStorage", "0", 6); // 1 … 6

  private static TorchFile read(String instructions) throws IOException {
    return TorchFile.read(Zips.zip(Zips.entries(instructions), true));
  }

  private static String only(String tensor) {
    return "}(" + text("w") + tensor + "u";
  }

  private static float[] floats(String tensor) throws IOException {
    return read(only(tensor)).tensor("w").floats();
  }

  @Test
  void readsTensorsByTheirStrides() throws IOException {
    int[] matrix = {2, 3};
    assertThat(floats(tensor(FLOATS, 0, matrix, new int[] {3, 1})))
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(floats(tensor(FLOATS, 0, matrix, new int[] {1, 2}))) // a transposed 3 × 2
        .containsExactly(1, 3, 5, 2, 4, 6);
    assertThat(floats(tensor(FLOATS, 1, new int[] {3}, new int[] {2}))).containsExactly(2, 4, 6);
    assertThat(floats(tensor(FLOATS, 5, new int[] {3, 1}, new int[] {0, 9})))
        .containsExactly(6, 6, 6);
    assertThat(floats(tensor(FLOATS, 4, new int[] {}, new int[] {}))).containsExactly(5);
    assertThat(floats(tensor(FLOATS, 9, new int[] {0, 3}, new int[] {3, 1}))).isEmpty();
  }

  @Test
  void keepsTheOrderAndTheShapesOfTheFile() throws IOException {
    String vector = tensor(FLOATS, 0, new int[] {2}, new int[] {1});
    String column = tensor(FLOATS, 0, new int[] {2, 1}, new int[] {1, 1});
    TorchFile file =
        read(
            "}(%s}(%s%s%s%su%sK\u0005u"
                .formatted(text("model"), text("b"), vector, text("a.w"), column, text("epoch")));

    Map<String, Tensor> tensors = file.tensors("model");
    assertThat(tensors.keySet()).containsExactly("b", "a.w");
    assertThat(tensors.get("b").type().shape()).containsExactly(2L);
    assertThat(tensors.get("a.w").type().shape()).containsExactly(2L, 1L);
    assertThat(file.number("epoch")).isEqualTo(5);
    assertThatThrownBy(file::tensors)
        .isInstanceOf(IOException.class)
        .hasMessage("model is no tensor, but a LinkedHashMap");
  }

  @Test
  void readsWholeNumbersThatDoublesHold() throws IOException {
    String longs = storage("LongStorage", "1", 2);
    Tensor first = read(only(tensor(longs, 0, new int[] {1}, new int[] {1}))).tensor("w");
    assertThat(first.type().element()).isEqualTo(ElementType.F64);
    assertThat(first.doubles()).containsExactly(-7);
    TorchFile beyond = read(only(tensor(longs, 0, new int[] {2}, new int[] {1})));
    assertThatThrownBy(() -> beyond.tensor("w"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("w holds whole numbers of 2⁵³ and more, such as 90071992547409");
    assertThat(
            read(only(tensor(storage("CharStorage", "1", 16), 1, new int[] {1}, new int[] {1})))
                .tensor("w")
                .doubles())
        .containsExactly(-1); // −7 is f9 ff ff …
    assertThat(
            read(only(tensor(storage("ByteStorage", "1", 16), 0, new int[] {1}, new int[] {1})))
                .tensor("w")
                .doubles())
        .containsExactly(0xf9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 2, 3  | 3, 2  | The storage of w has 6 numbers, too few for offset 0, shape [2, 3] and strides [3, 2]",
        "6 | 1     | 1     | The storage of w has 6 numbers, too few for offset 6, shape [1] and strides [1]",
        "0 | 2, 3  | 1     | w has no stride for each axis",
        "0 | 1, 1, 1, 1, 1, 1, 1, 1, 1 | 1 | of w must be at most 8 whole numbers, none negative",
        "0 | 255, 255, 255, 255 | 0, 0, 0, 0 | w is too large: its shape is [255, 255, 255, 255], a tensor has at most 16777216 numbers",
        "0 | 255, 255, 255, 255, 255, 255, 255, 255 | 0, 0, 0, 0, 0, 0, 0, 0 | w is too large"
      })
  void refusesWhatLiesOutsideOfTheStorage(int offset, String shape, String strides, String message)
      throws IOException {
    TorchFile file = read(only(tensor(FLOATS, offset, numbers(shape), numbers(strides))));
    assertThatThrownBy(() -> file.tensor("w"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  private static int[] numbers(String list) {
    return Arrays.stream(list.split(", ")).mapToInt(Integer::parseInt).toArray();
  }

  @Test
  void refusesStoragesThatAreMissingOrOfAnotherSize() throws IOException {
    int[] one = {1};
    TorchFile missing = read(only(tensor(storage("FloatStorage", "7", 6), 0, one, one)));
    assertThatThrownBy(() -> missing.tensor("w")).hasMessage("The storage of w is missing");
    TorchFile longer = read(only(tensor(storage("DoubleStorage", "0", 6), 0, one, one)));
    assertThatThrownBy(() -> longer.tensor("w"))
        .hasMessage("The storage of w must have 6 numbers of 8 bytes, has 24 bytes");
    TorchFile half = read(only(tensor(storage("HalfStorage", "0", 12), 0, one, one)));
    assertThatThrownBy(() -> half.tensor("w"))
        .hasMessageStartingWith("w is in a torch HalfStorage, read are FloatStorage, Double");
  }

  /** A hundred thousand names of one large storage would be as many copies. */
  @Test
  void boundsWhatATableOfTensorsTakes() throws IOException {
    StringBuilder many = new StringBuilder("}(");
    many.append(text("w")).append(tensor(FLOATS, 0, new int[] {250, 250}, new int[] {0, 0}));
    many.append("q\0");
    for (int k = 0; k < 300; k++) {
      many.append(text("w" + k)).append("h\0");
    }
    TorchFile file = read(many + "u");
    assertThatThrownBy(file::tensors)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "The tensors of a dictionary have at most 67108864 bytes together, w267 would make it"
                + " 67250000");
  }

  @Test
  void refusesAnObjectThatOnlyCodeCouldMake() {
    String parameter = "ctorch._utils\n_rebuild_parameter\n(K\u0001tR";
    assertThatThrownBy(() -> read(only(parameter)).tensor("w"))
        .hasMessage(
            "w is no plain tensor, but made by torch._utils _rebuild_parameter with 1 arguments");
    assertThatThrownBy(() -> read("cos\nsystem\n(" + text("true") + "tR"))
        .hasMessage("x/data.pkl holds no dictionary");
    String negated = tensor(FLOATS, 0, new int[] {1}, new int[] {1}).replaceFirst("tR$", "");
    assertThatThrownBy(() -> read(only(negated + "}" + text("neg") + "\u0088stR")).tensor("w"))
        .hasMessageContaining("is no plain tensor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x/version       | 11   | x/version must be 1 to 10, got '11'",
        "x/version       | three| x/version must be 1 to 10, got 'three'",
        "x/byteorder     | big  | x/byteorder must be little, got 'big'",
        "x/constants.pkl | N    | The archive is a program (TorchScript), no dictionary",
        "y/data/0        | N    | An archive of PyTorch has one folder and all in it, got x/ and y/data/0",
        "readme          | N    | An archive of PyTorch has one folder and all in it, got x/ and readme",
        "x/data.pkl      | .    | This is no pickle of a PyTorch file"
      })
  void refusesOtherArchives(String entry, String content, String message) {
    Map<String, byte[]> entries = Zips.entries("}");
    entries.put(entry, content.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> TorchFile.read(Zips.zip(entries, false)))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @Test
  void needsAPickleAndAVersion() {
    for (String name : List.of("data.pkl", "version")) {
      Map<String, byte[]> entries = Zips.entries("}");
      entries.remove("x/" + name);
      assertThatThrownBy(() -> TorchFile.read(Zips.zip(entries, false)))
          .hasMessage("An archive of PyTorch has %s, this one not".formatted(name));
    }
    Map<String, byte[]> entries = Zips.entries("}");
    entries.put("x/data.pkl", new byte[] {(byte) 0x80, 2});
    assertThatThrownBy(() -> TorchFile.read(Zips.zip(entries, false)))
        .hasMessage("The pickle ends early");
  }

  /** Names, shapes, first and last numbers, and sums, as PyTorch has printed them. */
  @ParameterizedTest
  @ValueSource(strings = {"MEGNet-MP-2018.6.1-Eform", "M3GNet-MP-2018.6.1-Eform"})
  void readsWhatMatglHasPublished(String name) throws IOException {
    Path weights = Path.of("../../shared/data/matgl-pretrained", name + ".pt");
    assumeTrue(Files.exists(weights), "Skipped: there is no " + weights);
    Map<String, Tensor> tensors = TorchFile.read(Files.readAllBytes(weights)).tensors();
    List<String> names = new ArrayList<>();
    for (String line : lines(name + ".txt")) {
      String[] fields = line.split(" ", -1);
      names.add(fields[0]);
      Tensor tensor = tensors.get(fields[0]);
      assertThat(tensor.type().shape())
          .as(fields[0])
          .isEqualTo(Arrays.stream(fields[1].split("x", -1)).map(Long::valueOf).toList());
      float[] values = tensor.floats();
      assertThat(values[0]).isEqualTo(Float.parseFloat(fields[2]));
      assertThat(values[values.length - 1]).isEqualTo(Float.parseFloat(fields[3]));
      double sum = IntStream.range(0, values.length).mapToDouble(k -> values[k]).sum();
      double size = IntStream.range(0, values.length).mapToDouble(k -> Math.abs(values[k])).sum();
      // Both add up in double, in other orders.
      assertThat(sum).isCloseTo(Double.parseDouble(fields[4]), within(1e-12 * size));
    }
    assertThat(tensors.keySet()).containsExactlyElementsOf(names);
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream file = TorchArchiveTest.class.getResourceAsStream(resource)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
