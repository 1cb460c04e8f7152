package org.latticework.jobs.demo;

import java.io.IOException;
import java.nio.file.Path;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.generate.DumpMarker;
import org.latticework.jobs.generate.GenerateJob;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.PresetOption;
import org.latticework.jobs.job.WaitOption;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.run.Chain;
import org.latticework.jobs.run.ChainConfig;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.train.RepeatableTraining;
import org.latticework.jobs.workspace.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the whole chain on synthetic crystals. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "The whole chain on synthetic crystals, in a few minutes: generate, then what run does with a dump.",
      "Everything it writes is in <workspace>/demo; a second run starts from what is there.",
      "Example: latticework demo"
    })
public final class DemoJob extends Job {
  @Mixin private PresetOption preset;
  @Mixin private WaitOption wait;

  @Override
  protected Settings override(Settings settings) {
    return preset.override(settings);
  }

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    Path folder = workspace.here("demo --workspace").resolve("demo");
    DemoConfig config = DemoConfig.from(settings, folder.resolve("dump"));
    DumpMarker.requirePlace(config.generate());
    return run -> demo(run.within(new Location(folder.toString())), config);
  }

  @Override
  protected boolean waits() {
    return wait.waits();
  }

  private static Summary demo(JobRun run, DemoConfig config) throws IOException {
    ChainConfig chain = config.chain();
    RepeatableTraining training =
        new RepeatableTraining(chain.train(), chain.settings(), true, false);
    Summary summary =
        new Chain()
            .then("generate", it -> GenerateJob.generate(it, config.generate()))
            .then(chain.chain(training))
            .run(run);
    DemoReport.show(run, config);
    return summary;
  }
}
