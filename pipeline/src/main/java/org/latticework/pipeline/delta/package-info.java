/**
 * What Delta's log says of a table, without a job of Spark's; a table's first commit; checksums
 * that outlived their commit.
 *
 * <p>Uses no other room.
 */
package org.latticework.pipeline.delta;
