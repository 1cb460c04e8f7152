package org.latticework.jobs.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a dump of synthetic crystals; needs no Spark. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Write synthetic crystals as a dump in Materials Project's form (gzipped JSON lines).",
      "Textbook structure types, decorated with elements; energies by a stated formula. Made up: not real materials.",
      "Example: latticework generate --count 5000 --output dump"
    })
public final class GenerateJob extends Job {
  @Option(names = "--count", paramLabel = "N", description = "Number of crystals (generate.count).")
  private Optional<String> count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another seed, another list (generate.seed).")
  private Optional<String> seed;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the dump.")
  private String output;

  @Option(names = "--overwrite", description = "Replace a synthetic dump of another count or seed.")
  private boolean overwrite;

  @Override
  protected Settings override(Settings settings) {
    return settings.with("generate.count", count).with("generate.seed", seed);
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    Path folder = new Location(output).here("--output");
    GenerateConfig config = GenerateConfig.from(settings, folder, overwrite);
    DumpMarker.requirePlace(config);
    return run -> generate(run, config);
  }

  public static Summary generate(JobRun run, GenerateConfig config) throws IOException {
    int files = SyntheticDump.write(config);
    run.console()
        .say(
            "Generated  %,d synthetic crystals in %d files: %s",
            config.count(), files, config.output());
    return new Summary()
        .put("generated", config.count())
        .put("files", files)
        .put("output", config.output().toAbsolutePath().normalize().toString());
  }
}
