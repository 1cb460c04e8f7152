package org.latticework.featurizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;

/** Reads the reference data that lies next to a checkout; tests are skipped where it does not. */
public final class SharedData {
  private static final Path FOLDER = Path.of("..", "..", "shared");
  private static final ObjectMapper JSON = new ObjectMapper();

  private SharedData() {}

  /** Returns a file of the folder, or skips the test and says which file is missing. */
  public static Path file(String name) {
    Path file = FOLDER.resolve(name);
    Assumptions.assumeTrue(
        Files.exists(file), () -> "needs ../shared/" + name + " next to the checkout");
    return file;
  }

  /** Reads a gzipped file of one JSON document a line. */
  public static List<JsonNode> documents(String name) {
    return documents(name, line -> true);
  }

  /** Reads those documents whose line, as text, is wanted. */
  public static List<JsonNode> documents(String name, Predicate<String> wanted) {
    return documents(file(name), wanted);
  }

  /** Reads a gzipped file that may lie anywhere. */
  public static List<JsonNode> documents(Path file) {
    return documents(file, line -> true);
  }

  private static List<JsonNode> documents(Path file, Predicate<String> wanted) {
    List<JsonNode> documents = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (wanted.test(line)) {
          documents.add(JSON.readTree(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return documents;
  }

  /** Returns the structure of a Materials Project document whose sites are fully ordered. */
  public static Structure structure(JsonNode document) {
    JsonNode matrix = document.at("/structure/lattice/matrix");
    double[] rows = new double[9];
    for (int k = 0; k < 9; k++) {
      rows[k] = matrix.get(k / 3).get(k % 3).asDouble();
    }
    JsonNode sites = document.at("/structure/sites");
    int[] atomicNumbers = new int[sites.size()];
    double[] fractional = new double[3 * sites.size()];
    for (int i = 0; i < sites.size(); i++) {
      String symbol = sites.get(i).at("/species/0/element").asText();
      atomicNumbers[i] = Element.ofSymbol(symbol).orElseThrow().atomicNumber();
      for (int axis = 0; axis < 3; axis++) {
        fractional[3 * i + axis] = sites.get(i).get("abc").get(axis).asDouble();
      }
    }
    return new Structure(Lattice.ofRows(rows), atomicNumbers, fractional);
  }
}
