/** The command {@code ingest}: from dumps to materials. */
package org.latticework.jobs.ingest;
