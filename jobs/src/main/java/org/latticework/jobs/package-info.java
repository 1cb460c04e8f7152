/**
 * The command line. {@link org.latticework.jobs.Latticework} is the main class; each command has a
 * room of its own, with its job, its configuration record and nothing that computes.
 */
package org.latticework.jobs;
