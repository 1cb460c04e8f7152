/** Figures as files, drawn without a browser: the JavaScript of the page, run by GraalJS. */
package org.latticework.report.drawing;
