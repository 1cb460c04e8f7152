package org.latticework.jobs.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.latticework.jobs.console.Summary;
import org.latticework.jobs.job.JobRun;
import org.latticework.jobs.job.Work;

/**
 * Steps that are done one after the other, each with what those before it have written. What a step
 * has committed stays when a later one fails.
 */
public final class Chain {
  private final Map<String, Work> steps = new LinkedHashMap<>();

  /**
   * Adds a step behind the others.
   *
   * @param step its name, which is that of the job that does it alone
   */
  public Chain then(String step, Work work) {
    steps.put(step, work);
    return this;
  }

  /** Adds the steps of another chain behind the others. */
  public Chain then(Chain other) {
    steps.putAll(other.steps);
    return this;
  }

  /**
   * Does the steps.
   *
   * @return how many records and materials all steps have rejected, and the facts of each step
   *     under its name
   * @throws FailedStepException if a step fails
   */
  public Summary run(JobRun run) {
    long rejected = 0;
    Summary facts = new Summary();
    for (Map.Entry<String, Work> step : steps.entrySet()) {
      Summary summary = run(run, step.getKey(), step.getValue());
      rejected += summary.count("rejected");
      facts.put(step.getKey(), summary.facts());
    }
    return new Summary().put("rejected", rejected).putAll(facts);
  }

  private static Summary run(JobRun run, String step, Work work) {
    try {
      return work.run(run);
    } catch (Throwable e) { // Spark throws checked exceptions that it does not declare
      throw new FailedStepException(step, e);
    }
  }
}
