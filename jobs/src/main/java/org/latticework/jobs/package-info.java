/**
 * The command line: one class for each job with its configuration record beside it, and nothing
 * that computes.
 *
 * <p>A job reads its settings into a record, checks its inputs, and only then starts Spark and
 * calls the pipeline and the trainer. {@link org.latticework.jobs.Latticework} is the main class.
 */
package org.latticework.jobs;
