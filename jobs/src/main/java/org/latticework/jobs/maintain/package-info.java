/** The command {@code maintain}: what tables and states may be deleted. */
package org.latticework.jobs.maintain;
