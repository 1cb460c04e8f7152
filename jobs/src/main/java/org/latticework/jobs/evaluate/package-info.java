/** The command {@code evaluate}: a model on a fold. */
package org.latticework.jobs.evaluate;
