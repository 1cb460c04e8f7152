/**
 * The filters of SchNet, functions of the distance with many channels: how much of a neighbor comes
 * through. Uses the rooms {@code figure} and {@code page}.
 */
package org.latticework.report.filters;
