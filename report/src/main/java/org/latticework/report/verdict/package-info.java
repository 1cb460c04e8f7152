/** The sections of a page that say how right models are. */
package org.latticework.report.verdict;
