/** Clusters of several processes on this machine's loopback interface, and jobs on them. */
package org.latticework.jobs.cluster;
