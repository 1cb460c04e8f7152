/**
 * What Delta's log says of a table, without a job of Spark's.
 *
 * <p>Uses no other room.
 */
package org.latticework.pipeline.delta;
