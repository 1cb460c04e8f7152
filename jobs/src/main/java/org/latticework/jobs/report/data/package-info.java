/**
 * What a workspace's tables say of its crystals and splits, counted by Spark, as sections of a
 * report: no row of a crystal comes to the driver.
 */
package org.latticework.jobs.report.data;
