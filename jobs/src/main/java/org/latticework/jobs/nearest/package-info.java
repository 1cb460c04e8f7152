/**
 * The command {@code nearest}, and the vectors that a model has made of the crystals of its split.
 */
package org.latticework.jobs.nearest;
