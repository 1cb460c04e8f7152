/**
 * The command {@code report}: what models said of crystals, gathered from the tables and composed
 * as one page.
 */
package org.latticework.jobs.report;
