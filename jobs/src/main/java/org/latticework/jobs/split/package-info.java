/** The command {@code split}: materials into folds. */
package org.latticework.jobs.split;
