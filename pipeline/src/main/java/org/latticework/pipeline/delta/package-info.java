/**
 * A table as files: where it lies in a workspace, its commits and versions ({@link
 * org.latticework.pipeline.delta.StoredTable}), what Delta's log says of it without a Spark job,
 * its first commit, and what may be deleted of it.
 */
package org.latticework.pipeline.delta;
