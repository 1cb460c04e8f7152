/** Figures of how right predicted probabilities of a class are. */
package org.latticework.report.classes;
