/**
 * What the crystals of a workspace are, and what a release changed, as sections of a page: how many
 * there are of what, and how quantities are spread.
 */
package org.latticework.report.data;
