/** Files and folders of a workspace, on local disks, HDFS or S3. */
package org.latticework.jobs.workspace;
