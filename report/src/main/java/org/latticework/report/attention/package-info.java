/**
 * The attention that a network reads the atoms of crystals with, by element. Uses the rooms {@code
 * figure} and {@code page}.
 */
package org.latticework.report.attention;
