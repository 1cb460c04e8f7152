/** Spark sessions, and the memory of executors. */
package org.latticework.jobs.spark;
