package org.latticework.jobs.job;

import java.io.IOException;
import org.latticework.jobs.console.Summary;

/** What a job does once its settings and inputs are known to be good. */
@FunctionalInterface
public interface Work {
  /** Does it and returns its facts. */
  Summary run(JobRun run) throws IOException;
}
