/**
 * The command {@code train} where it begins with a model: what is kept of that, and what is not.
 */
package org.latticework.jobs.train.tuning;
