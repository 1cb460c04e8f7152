/**
 * Locks between runs, on local disks, HDFS and S3. A lock is a file that names its holder. On a
 * local disk the operating system keeps it; elsewhere the holder shows by its beats that it lives.
 * This room knows Hadoop's file systems and nothing of jobs or tables.
 */
package org.latticework.jobs.lock;
