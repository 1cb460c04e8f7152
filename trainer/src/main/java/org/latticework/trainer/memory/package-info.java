/**
 * Memory outside of Java's heap: arrays filled from Java, buffers that grow and are used again, and
 * how much there is.
 */
package org.latticework.trainer.memory;
