/** The command {@code train}: from graphs to a model. */
package org.latticework.jobs.train;
