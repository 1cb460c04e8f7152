/**
 * How far the gates of convolutions open at which distance: what share of a neighbor's message
 * passes, from 0 to 1. Uses the rooms {@code figure} and {@code page}.
 */
package org.latticework.report.gates;
