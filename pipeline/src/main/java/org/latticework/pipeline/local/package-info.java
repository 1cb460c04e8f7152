/**
 * Files of the local disk, for Hadoop.
 *
 * <p>Uses no other room.
 */
package org.latticework.pipeline.local;
