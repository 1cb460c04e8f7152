package org.latticework.jobs;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** Runs the whole chain on synthetic crystals. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "The whole chain on synthetic crystals, in a few minutes: generate, ingest, featurize, split, train, evaluate.",
      "Everything it writes stands in <workspace>/demo; a second run starts from what is there.",
      "Example: latticework demo"
    })
final class DemoJob extends Job {
  @Override
  Work prepare(Settings settings, Location workspace) {
    Path folder = workspace.here("demo --workspace").resolve("demo");
    DemoConfig config = DemoConfig.from(settings, folder.resolve("dump"));
    DumpMark.requirePlace(config.generate());
    return run -> demo(run.within(new Location(folder.toString())), config);
  }

  private static Summary demo(JobRun run, DemoConfig config) throws IOException {
    Summary generated = GenerateJob.generate(run, config.generate());
    Location dump = new Location(config.generate().output().toString());
    Summary ingested = IngestJob.ingest(run, IngestConfig.options(config.settings(), dump));
    Summary featurized = FeaturizeJob.featurize(run, config.graphs(), false);
    Summary split = SplitJob.split(run, config.split());
    Summary trained = new Training(run, config.train(), config.settings(), true, false).train();
    Summary evaluated = EvaluateJob.evaluate(run, config.evaluate());
    DemoReport.show(run, config);
    return new Summary()
        .put("rejected", ingested.count("rejected") + featurized.count("rejected"))
        .put("generate", generated.facts())
        .put("ingest", ingested.facts())
        .put("featurize", featurized.facts())
        .put("split", split.facts())
        .put("train", trained.facts())
        .put("evaluate", evaluated.facts());
  }
}
