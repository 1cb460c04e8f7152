/** The command {@code sweep}: many trainings, of sizes, seeds, splits and settings. */
package org.latticework.jobs.sweep;
