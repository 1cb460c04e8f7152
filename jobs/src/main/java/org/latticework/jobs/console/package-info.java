/** What the user sees: lines, bars, summaries in JSON, errors in one line. */
package org.latticework.jobs.console;
