/** The command {@code nightly}: ingest and featurize every night, with a report. */
package org.latticework.jobs.nightly;
