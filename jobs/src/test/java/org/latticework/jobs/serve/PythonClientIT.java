package org.latticework.jobs.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/python/latticework.py, where there is a Python with what it needs. */
class PythonClientIT {
  private static final Path MODULES = Path.of("../docs/python").toAbsolutePath().normalize();
  private static final String PYTHON = "/usr/bin/python3"; // Debian's
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path workspace;

  /** Returns what a script prints last, as JSON. */
  private static JsonNode python(String script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(PYTHON, "-c", script));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", MODULES + ":" + System.getenv("PYTHONPATH"));
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return JSON.readTree(said.strip().replaceFirst("(?s).*\n", ""));
  }

  private static void assumeModules(String imports) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(PYTHON, "-c", "import " + imports).start();
      assumeTrue(process.waitFor() == 0, "Skipped: this Python has no " + imports);
    } catch (IOException e) {
      assumeTrue(false, "Skipped: there is no " + PYTHON);
    }
  }

  @Test
  void asksTheService() throws Exception {
    assumeModules("json");
    ServeConfig config = new ServeConfig("small", "127.0.0.1", 0, 1, 4, 1 << 20, 70, 30, 10);
    try (PredictionServer server = new PredictionServer(ServedModel.in(workspace), config)) {
      String script =
          """
          import json, sys
          from latticework import Refused, model, predict
          class Structure:
              def as_dict(self):
                  return {"lattice": {"matrix": [[3.0, 0, 0], [0, 3.0, 0], [0, 0, 3.0]]},
                          "sites": [{"species": [{"element": "Si", "occu": 1}], "abc": [0, 0, 0]}]}
          address = sys.argv[1]
          said = predict([Structure()] * 100 + ["data_nothing"], address)
          alone = predict([Structure().as_dict()], address)
          none = predict(["data_nothing"], address)
          try:
              predict([Structure()] * 71, address, batch=71)
          except Refused as refused:
              status = refused.status
          print(json.dumps([said, alone, none, status, model(address)]))
          """;
      JsonNode all = python(script, server.address());
      assertThat(all.get(0)).hasSize(101);
      double alone = all.get(1).get(0).get("band_gap").doubleValue();
      for (int k = 0; k < 100; k++) {
        assertThat(all.get(0).get(k).get("band_gap").doubleValue()).isEqualTo(alone);
      }
      assertThat(all.get(0).findValuesAsText("material_id")).doesNotHaveDuplicates();
      assertThat(all.get(0).get(100).get("reason").asText()).isEqualTo("MISSING_STRUCTURE");
      assertThat(all.get(2).get(0).get("reason").asText()).isEqualTo("MISSING_STRUCTURE");
      assertThat(all.get(3).asInt()).isEqualTo(413);
      assertThat(all.get(4).get("name").asText()).isEqualTo("small");
    }
  }

  /** Three nodes with 1, 2 and 0 edges. */
  @Test
  void makesGraphsForPyTorchGeometric() throws Exception {
    assumeModules("torch_geometric");
    String script =
        """
        import json
        from latticework import data
        row = {"atomic_numbers": [11, 17, 8], "offsets": [0, 1, 3, 3], "neighbors": [1, 0, 2],
               "distances": [2.5, 2.5, 3.0], "multiplicities": None, "weights": [6, 6, 1],
               "images": [0, 0, 0, 1, 0, 0, -1, 0, 0]}
        graph = data(row, y=1.5)
        print(json.dumps([graph.num_nodes, graph.z.tolist(), graph.edge_index.tolist(), graph.edge_weight.tolist(),
                          graph.edge_multiplicity.tolist(), graph.edge_image.tolist(), graph.y, "multiplicity" in graph]))
        """;
    assertThat(python(script))
        .hasToString(
            "[3,[11,17,8],[[1,0,2],[0,1,1]],[2.5,2.5,3.0],[6,6,1],[[0,0,0],[1,0,0],[-1,0,0]],1.5,false]");
  }
}
