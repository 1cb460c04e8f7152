package org.latticework.trainer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latticework.trainer.safetensors.Tensor;

/** Files that PyTorch itself writes, where there is one. */
class TorchArchiveIT {
  private static final String PYTHON = "/usr/bin/python3"; // the one with Debian's PyTorch
  private static final String SCRIPT =
      """
      import collections, sys, torch
      base = torch.arange(24, dtype=torch.float32).reshape(4, 6) / 8
      model = collections.OrderedDict()
      model["whole"] = base
      model["view"] = base[1:3, 2:5]
      model["turned"] = base.t()
      model["thinned"] = base[::2, ::3]
      model["spread"] = torch.tensor([7.5]).expand(2, 2)
      model["double"] = torch.tensor([0.1, -1e300], dtype=torch.float64)
      model["long"] = torch.tensor([[-3, 2 ** 40]])
      model["flags"] = torch.tensor([True, False])
      model["small"] = torch.tensor([-5], dtype=torch.int8)
      model["scalar"] = torch.tensor(2.5)
      model["empty"] = torch.zeros(0, 3)
      model._metadata = {"": {"version": 1}}
      zipped = sys.argv[2] == "True"
      if not zipped:  # of which only floats are read
          for name in ("double", "long", "flags", "small"): del model[name]
      content = {"model": model, "epoch": 3, "args": {"rate": 0.25, "name": "x"}}
      torch.save(content, sys.argv[1], _use_new_zipfile_serialization=zipped)
      torch.save({"w": torch.ones(2, dtype=torch.float16), "n": torch.nn.Parameter(base)}, sys.argv[1] + ".half")
      """;

  @TempDir private Path folder;

  private Path written(boolean zipped) throws Exception {
    assumeTrue(runs("import torch"), "Skipped: no PyTorch in " + PYTHON);
    Path file = folder.resolve("made.pt");
    assertThat(runs(SCRIPT, file.toString(), zipped ? "True" : "False")).isTrue();
    return file;
  }

  private boolean runs(String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(PYTHON, "-c");
    builder.command().addAll(List.of(arguments));
    builder.environment().put("OMP_NUM_THREADS", "1");
    Path out = folder.resolve("python.out");
    Process process;
    try {
      process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    } catch (IOException e) { // there is no Python
      return false;
    }
    try {
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsViewsOfSharedStorages(boolean zipped) throws Exception {
    byte[] bytes = Files.readAllBytes(written(zipped));
    TorchFile file = TorchFile.read(bytes);
    Map<String, Tensor> model = file.tensors("model");
    assertThat(model.keySet())
        .startsWith("whole", "view", "turned", "thinned", "spread")
        .endsWith("scalar", "empty");
    assertThat(model.get("whole").type().shape()).containsExactly(4L, 6L);
    float[] whole = model.get("whole").floats();
    for (int k = 0; k < 24; k++) {
      assertThat(whole[k]).isEqualTo(k / 8f);
      assertThat(model.get("turned").floats()[k]).isEqualTo((k / 4 + 6 * (k % 4)) / 8f);
    }
    assertThat(model.get("view").floats()).containsExactly(1, 1.125f, 1.25f, 1.75f, 1.875f, 2);
    assertThat(model.get("thinned").floats()).containsExactly(0, 0.375f, 1.5f, 1.875f);
    assertThat(model.get("spread").floats()).containsExactly(7.5f, 7.5f, 7.5f, 7.5f);
    assertThat(model.get("scalar").type().shape()).isEmpty();
    assertThat(model.get("empty").type().shape()).containsExactly(0L, 3L);
    assertThat(file.number("model", "scalar")).isEqualTo(2.5);
    assertThat(file.number("epoch")).isEqualTo(3);
    assertThat(file.number("args", "rate")).isEqualTo(0.25);
    assertThat(file.entry("args", "name")).isEqualTo("x");
    assertThat(ZipArchive.is(bytes)).isEqualTo(zipped);
  }

  @Test
  void readsOtherNumbersAsDoubles() throws Exception {
    TorchFile file = TorchFile.read(Files.readAllBytes(written(true)));
    Map<String, Tensor> model = file.tensors("model");
    assertThat(model.get("double").doubles()).containsExactly(0.1, -1e300);
    assertThat(model.get("long").doubles()).containsExactly(-3, 1L << 40);
    assertThat(model.get("long").type().shape()).containsExactly(1L, 2L);
    assertThat(model.get("flags").doubles()).containsExactly(1, 0);
    assertThat(model.get("small").doubles()).containsExactly(-5);
  }

  @Test
  void refusesTensorsOfOtherKindsByName() throws Exception {
    Path made = written(true);
    TorchFile file = TorchFile.read(Files.readAllBytes(Path.of(made + ".half")));
    assertThatThrownBy(() -> file.tensor("w"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("w is in a torch HalfStorage, read are FloatStorage, ");
    assertThatThrownBy(() -> file.tensor("n"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "n is no plain tensor, but made by torch._utils _rebuild_parameter with 3 arguments");
  }

  /** A checkpoint of CGCNN's authors, and PyTorch's own copy of it in its present format. */
  @Test
  void readsTheSameOfBothFormats() throws Exception {
    Path old = Path.of("../../shared/data/cgcnn-pretrained/band-gap.pth.tar").toAbsolutePath();
    assumeTrue(Files.exists(old), "Skipped: there is no " + old);
    assumeTrue(runs("import torch"), "Skipped: no PyTorch in " + PYTHON);
    Path copy = folder.resolve("copy.pth.tar");
    assertThat(
            runs(
                "import sys, torch; torch.save(torch.load(sys.argv[1], map_location='cpu'), sys.argv[2])",
                old.toString(),
                copy.toString()))
        .isTrue();
    TorchFile before = TorchFile.read(Files.readAllBytes(old));
    TorchFile after = TorchFile.read(Files.readAllBytes(copy));
    assertThat(ZipArchive.is(Files.readAllBytes(copy))).isTrue();
    Map<String, Tensor> tensors = before.tensors("state_dict");
    Map<String, Tensor> copies = after.tensors("state_dict");
    assertThat(tensors).hasSizeGreaterThan(20);
    assertThat(copies.keySet()).containsExactlyElementsOf(tensors.keySet());
    tensors.forEach(
        (name, tensor) -> {
          assertThat(copies.get(name).type()).isEqualTo(tensor.type());
          assertThat(copies.get(name).floats()).as(name).isEqualTo(tensor.floats());
        });
    assertThat(after.number("args", "n_h")).isEqualTo(before.number("args", "n_h"));
    assertThat(after.number("normalizer", "std")).isEqualTo(before.number("normalizer", "std"));
  }
}
