package org.latticework.jobs.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.latticework.jobs.serve.Salt.CIF;
import static org.latticework.jobs.serve.Salt.JARVIS;
import static org.latticework.jobs.serve.Salt.OPTIMADE;
import static org.latticework.jobs.serve.Salt.SALT;
import static org.latticework.jobs.serve.Salt.STRUCTURE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.jobs.settings.ConfigurationException;

@Timeout(300)
class PredictionServerIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path workspace;
  private static PredictingModel model;
  private static PredictionServer server;

  private static ServeConfig config(int threads, int waiting, int seconds) {
    return new ServeConfig("small", "127.0.0.1", 0, threads, waiting, 1 << 20, 1000, seconds, 10);
  }

  @BeforeAll
  static void serve() throws IOException {
    model = ServedModel.in(workspace);
    server = new PredictionServer(model, config(2, 32, 30));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> ask(String method, String path, String body)
      throws IOException, InterruptedException {
    return ask(server, method, path, body);
  }

  private static HttpResponse<String> ask(
      PredictionServer server, String method, String path, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(request(server, method, path, body), BodyHandlers.ofString());
  }

  private static HttpRequest request(
      PredictionServer server, String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(server.address() + path))
        .method(method, BodyPublishers.ofString(body))
        .build();
  }

  private static JsonNode predictions(String body) throws IOException, InterruptedException {
    HttpResponse<String> response = ask("POST", "/v1/predict", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body()).get("predictions");
  }

  private static double number(String body) throws IOException, InterruptedException {
    JsonNode all = predictions(body);
    assertThat(all).hasSize(1);
    return all.get(0).get("band_gap").doubleValue();
  }

  @Test
  void takesACrystalInEveryForm() throws Exception {
    double expected = number(SALT);
    assertThat(expected).isNotZero().isFinite();
    for (String body :
        List.of(
            "[" + SALT + "]",
            "{\"structures\": [" + SALT + "]}",
            "\uFEFF{\"structure\": " + SALT + "}",
            "{\"material_id\": \"mp-22862\", \"band_gap\": \"na\", \"structure\": " + SALT + "}",
            "{\"entry_id\": null, \"energy\": NaN, \"structure\": " + SALT + ", \"data\": [1.0]}",
            "{\"entries\": [{\"entry_id\": 3, \"structure\": "
                + SALT
                + ", \"data\": {\"e_form\": 1}}]}",
            "[{\"structure\": " + SALT + ", \"cif\": \"data_other\"}]")) {
      assertThat(number(body)).as(body).isEqualTo(expected);
    }
    // Cartesian positions are solved for fractional ones, which may differ in their last digits.
    for (String body :
        List.of(
            OPTIMADE, "{\"data\": [" + OPTIMADE + "]}", "{\"data\": " + OPTIMADE + "}", JARVIS)) {
      assertThat(number(body)).as(body).isCloseTo(expected, within(1e-5));
    }
    // Cell parameters are another way to a lattice: other last digits of distances.
    for (String body : List.of(CIF, JSON.writeValueAsString(List.of(Map.of("cif", CIF))))) {
      assertThat(number(body)).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void keepsOrderAndNamesAndSaysWhatItCannotPredict() throws Exception {
    JsonNode all =
        predictions(
            "[%s, {\"material_id\": \"mp-1\", \"structure\": %s}, %s, {\"structure\": {}}, {\"cif\": \"data_x\", \"material_id\": \"version=a/b\"}]"
                .formatted(STRUCTURE.formatted("Mg"), SALT, STRUCTURE.formatted("Cs")));
    assertThat(all.findValuesAsText("material_id"))
        .containsExactly("0", "mp-1", "2", "3", "version=a/b");
    assertThat(all.findValuesAsText("formula").subList(0, 3))
        .containsExactly("Cl Mg", "Cl Na", "Cl Cs");
    assertThat(all.get(0).get("elements_seen").asBoolean()).isTrue();
    assertThat(all.get(2).get("reason").asText()).isEqualTo("UNKNOWN_ELEMENT");
    assertThat(all.get(2).get("detail").asText())
        .isEqualTo("the network knows elements up to 40, the crystal has 55");
    assertThat(all.get(3).get("reason").asText()).isEqualTo("MISSING_STRUCTURE");
    JsonNode two =
        predictions("[%s, %s]".formatted(STRUCTURE.formatted("Rb"), STRUCTURE.formatted("K")));
    assertThat(two.get(0).get("reason").asText()).isEqualTo("UNKNOWN_ELEMENT");
    assertThat(two.get(0).get("detail").asText()).isEqualTo("the network does not know element 37");
    assertThat(two.get(1).get("elements_seen").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          POST | /v1/predict | {"structure": | 400 | The request is not JSON: Unexpected end-of-input
          POST | /v1/predict | {} {}         | 400 | The request is not JSON: text follows the JSON value
          POST | /v1/predict | []            | 400 | The list of crystals is empty
          POST | /v1/predict | {"data": []}  | 400 | The list of crystals is empty
          POST | /v1/predict | [3]           | 400 | Each crystal is a JSON object; that at index 0 is none
          POST | /v1/predict | ''            | 400 | A request is a JSON object or array, or a CIF; got nothing
          POST | /v1/predict | {}            | 422 | No crystal can be predicted: no structure with sites
          POST | /v1/predict | hello         | 422 | No crystal can be predicted: Line 1: the text must start with data_
          POST | /v1/predict | data_x        | 422 | No crystal can be predicted:
          POST | /v1/predict | {"@class": "Molecule", "sites": []} | 422 | No crystal can be predicted:
          POST | /v1/predict | {"data": [1]} | 400 | Each crystal is a JSON object; that at index 0 is none
          POST | /v1/predict | {"data": [{}], "structures": [{}]} | 400 | A request has two lists of crystals
          POST | /v1/predict | {"structures": [{}], "data": {"note": 1}} | 400 | A request has two lists of crystals
          GET  | /v1/predict | ''            | 405 | /v1/predict takes POST
          POST | /v1/model   | {}            | 405 | /v1/model takes GET
          GET  | /           | ''            | 404 | No such path; there are /health, /metrics, /openapi.json,
          GET  | /v1/predict/../../etc | ''  | 404 | No such path
          """)
  void refusesByARuleAndGoesOn(String method, String path, String body, int status, String rule)
      throws Exception {
    HttpResponse<String> response = ask(method, path, body);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(JSON.readTree(response.body()).get("error").asText()).startsWith(rule);
    assertThat(number(SALT)).isFinite();
  }

  @Test
  void callsACrystalByTheNameThatItHas() throws Exception {
    String named = SALT.replaceFirst("\\{", "{\"material_id\": \"mp-22862\", ");
    String jarvis = JARVIS.replaceFirst("\"ehull\"", "\"cif\": null, \"ehull\"");
    assertThat(predictions(named).get(0).get("material_id").asText()).isEqualTo("mp-22862");
    assertThat(predictions(jarvis).get(0).get("material_id").asText()).isEqualTo("JVASP-1");
    assertThat(predictions("[" + SALT + ", " + OPTIMADE + "]").findValuesAsText("material_id"))
        .containsExactly("0", "1");
  }

  @Test
  void refusesWhatMayBeMisread() throws Exception {
    String two =
        JSON.writeValueAsString(List.of(Map.of("cif", CIF + CIF.replace("data_", "data_a"))));
    HttpResponse<String> response = ask("POST", "/v1/predict", two);
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("a CIF in JSON has one crystal, got 2");
    response =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(server.address() + "/v1/predict"))
                .POST(BodyPublishers.ofByteArray(SALT.getBytes(StandardCharsets.UTF_16LE)))
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("A request is written in UTF-8");
  }

  @Test
  void refusesWhatIsTooLarge() throws Exception {
    String many = "[" + String.join(",", Collections.nCopies(1001, "{}")) + "]";
    HttpResponse<String> response = ask("POST", "/v1/predict", many);
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("at most 1000 crystals (serve.max-crystals)");
    byte[] large = new byte[3 << 20];
    for (HttpRequest.BodyPublisher body :
        List.of(
            BodyPublishers.ofByteArray(large), // with its length, and without
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))) {
      response =
          CLIENT.send(
              HttpRequest.newBuilder(URI.create(server.address() + "/v1/predict"))
                  .POST(body)
                  .build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).contains("at most 1 MB (serve.max-body)");
    }
    assertThat(number(SALT)).isFinite();
  }

  @Test
  void tellsWhoIsTooManyToComeBack() throws Exception {
    try (PredictionServer narrow = new PredictionServer(model, config(1, 0, 30));
        Socket slow =
            new Socket(InetAddress.getLoopbackAddress(), URI.create(narrow.address()).getPort())) {
      byte[] body = SALT.getBytes(StandardCharsets.UTF_8);
      slow.getOutputStream()
          .write(
              "POST /v1/predict HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                  .formatted(body.length)
                  .getBytes(StandardCharsets.UTF_8));
      slow.getOutputStream().flush();
      awaitInside(narrow, 1);
      HttpResponse<String> other = ask(narrow, "POST", "/v1/predict", SALT);
      assertThat(other.statusCode()).isEqualTo(429);
      assertThat(other.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(other.body()).contains("1 requests are under way");
      slow.getOutputStream().write(body);
      slow.getOutputStream().flush();
      String first = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(first).startsWith("HTTP/1.1 200 OK").contains("band_gap");
      assertThat(ask(narrow, "POST", "/v1/predict", SALT).statusCode()).isEqualTo(200);
    }
  }

  private static void awaitInside(PredictionServer server, int requests) throws Exception {
    while (!ask(server, "GET", "/metrics", "").body().contains("requests_inside " + requests)) {
      Thread.sleep(1);
    }
  }

  @Test
  void endsARequestThatTakesTooLong() throws Exception {
    String sites =
        IntStream.range(0, 4096)
            .mapToObj(
                k ->
                    "{\"species\": [{\"element\": \"Si\", \"occu\": 1}], \"abc\": [%s, %s, %s]}"
                        .formatted(k % 16 / 16.0, (k >> 4) % 16 / 16.0, (k >> 8) / 16.0))
            .collect(Collectors.joining(","));
    String large =
        "{\"lattice\": {\"matrix\": [[40, 0, 0], [0, 40, 0], [0, 0, 40]]}, \"sites\": [%s]}"
            .formatted(sites);
    ServeConfig patient = new ServeConfig("small", "127.0.0.1", 0, 1, 0, 100 << 20, 1000, 1, 10);
    try (PredictionServer hurried = new PredictionServer(model, patient)) {
      String many = "[" + String.join(",", Collections.nCopies(60, large)) + "]";
      HttpResponse<String> response = ask(hurried, "POST", "/v1/predict", many);
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("not done in 1 s (serve.seconds)");
      HttpResponse<String> next = ask(hurried, "POST", "/v1/predict", SALT);
      while (next.statusCode() == 429) { // the thread ends with the crystal that it is at
        Thread.sleep(10);
        next = ask(hurried, "POST", "/v1/predict", SALT);
      }
      assertThat(next.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answersWhatIsUnderWayBeforeItEnds() throws Exception {
    ServeConfig patient = new ServeConfig("small", "127.0.0.1", 0, 1, 8, 1 << 20, 1000, 300, 300);
    PredictionServer ending = new PredictionServer(model, patient);
    String many = "[" + String.join(",", Collections.nCopies(1000, SALT)) + "]";
    List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      responses.add(
          CLIENT.sendAsync(request(ending, "POST", "/v1/predict", many), BodyHandlers.ofString()));
    }
    awaitInside(ending, 4);
    ending.close();
    for (CompletableFuture<HttpResponse<String>> response : responses) {
      assertThat(response.get().statusCode()).isEqualTo(200);
      assertThat(JSON.readTree(response.get().body()).get("predictions")).hasSize(1000);
    }
    assertThatThrownBy(() -> ask(ending, "GET", "/health", "")).isInstanceOf(IOException.class);
  }

  /** More connections than threads that read them, none of which is refused or forgotten. */
  @Test
  void answersMoreConnectionsThanItReadsAtATime() throws Exception {
    try (PredictionServer few = new PredictionServer(model, config(1, 400, 60))) {
      List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
      for (int k = 0; k < 600; k++) {
        HttpClient alone = HttpClient.newHttpClient();
        responses.add(alone.sendAsync(request(few, "GET", "/health", ""), BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> response : responses) {
        assertThat(response.get().statusCode()).isEqualTo(200);
      }
    }
  }

  /** 100,000 by -Dlatticework.requests=100000; some in every build. */
  @Test
  void losesNothingAndKeepsNothing() throws Exception {
    int requests = Integer.getInteger("latticework.requests", 8000);
    try (PredictionServer loaded = new PredictionServer(model, config(2, 32, 30))) {
      ask(loaded, requests / 4);
      long before = used();
      ask(loaded, requests - requests / 4);
      // A kilobyte kept of each of three quarters would be twice as much.
      assertThat(used() - before).isLessThan(3_000_000);
      String metrics = ask(loaded, "GET", "/metrics", "").body();
      assertThat(metrics)
          .contains("latticework_requests_total{status=\"200\"} " + requests + "\n")
          .contains("latticework_crystals_total{result=\"predicted\"} " + requests + "\n")
          .contains("latticework_request_seconds_count " + requests + "\n")
          .contains("latticework_requests_inside 0\n");
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** Four clients ask until all is asked; every answer is there and the same. */
  private static void ask(PredictionServer server, int requests) throws Exception {
    double expected = number(SALT);
    List<CompletableFuture<Void>> clients = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      int of = requests / 4 + (k < requests % 4 ? 1 : 0);
      clients.add(
          CompletableFuture.runAsync(
              () -> {
                for (int each = 0; each < of; each++) {
                  try {
                    String body = ask(server, "POST", "/v1/predict", SALT).body();
                    JsonNode said = JSON.readTree(body).get("predictions").get(0);
                    assertThat(said.get("band_gap").doubleValue()).isEqualTo(expected);
                  } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                }
              }));
    }
    for (CompletableFuture<Void> client : clients) {
      client.get();
    }
  }

  @Test
  void tellsWhatItIs() throws Exception {
    JsonNode facts = JSON.readTree(ask("GET", "/v1/model", "").body());
    assertThat(facts.get("name").asText()).isEqualTo("small");
    assertThat(facts.get("columns").toString()).isEqualTo("[\"band_gap\"]");
    assertThat(facts.get("elements_seen").toString())
        .isEqualTo("[\"O\",\"Na\",\"Mg\",\"Si\",\"Cl\"]");
    assertThat(facts.get("graphs").get("max_neighbors").asInt()).isEqualTo(12);
    assertThat(ask("GET", "/health", "").body()).isEqualTo("{\"status\":\"ok\"}");
    JsonNode described = JSON.readTree(ask("GET", "/openapi.json", "").body());
    List<String> paths = new ArrayList<>(List.of("/openapi.json"));
    described.get("paths").fieldNames().forEachRemaining(paths::add);
    String all = JSON.readTree(ask("GET", "/nothing", "").body()).get("error").asText();
    assertThat(all).endsWith(String.join(", ", paths.stream().sorted().toList()));
    assertThat(described.toString()).doesNotContain("${");
  }

  @Test
  void saysWhereItCannotListen() {
    int port = URI.create(server.address()).getPort();
    ServeConfig taken = new ServeConfig("small", "127.0.0.1", port, 1, 0, 1 << 20, 1, 1, 1);
    assertThatThrownBy(() -> new PredictionServer(model, taken))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "serve.host and serve.port: 127.0.0.1:%d cannot be listened on: ".formatted(port));
  }
}
