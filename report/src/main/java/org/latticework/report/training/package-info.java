/** How a training went, as a section of a page: curves, and what they say in plain words. */
package org.latticework.report.training;
