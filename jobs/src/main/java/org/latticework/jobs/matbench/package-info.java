/** The command {@code matbench}: a task of Matbench, from its file to its results. */
package org.latticework.jobs.matbench;
