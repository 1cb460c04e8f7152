/** Learning curves of the runs of a sweep: on the console, as CSV and JSON, and as a figure. */
package org.latticework.jobs.curves;
