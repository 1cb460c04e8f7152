/** How the training of a model went, read from the model's files, as a section of a report. */
package org.latticework.jobs.report.training;
