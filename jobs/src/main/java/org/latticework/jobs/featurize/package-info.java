/** The command {@code featurize}: from materials to graphs. */
package org.latticework.jobs.featurize;
