/** The command {@code export}: tables as files. */
package org.latticework.jobs.export;
