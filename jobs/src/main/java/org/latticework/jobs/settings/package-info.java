/**
 * Configuration: {@code conf/latticework.conf}, files of the user's, options, and what {@code auto}
 * stands for.
 */
package org.latticework.jobs.settings;
