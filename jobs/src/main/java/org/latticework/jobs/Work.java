package org.latticework.jobs;

import java.io.IOException;

/** What a job does once its settings and inputs are known to be good. */
@FunctionalInterface
interface Work {
  /** Does it and returns its facts. */
  Summary run(JobRun run) throws IOException;
}
