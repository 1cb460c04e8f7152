/**
 * The frame of every command: {@link org.latticework.jobs.job.Job} reads settings into a record,
 * checks inputs, and only then starts Spark and calls the pipeline and the trainer.
 */
package org.latticework.jobs.job;
