/** The settings of a training, and what it reports. */
package org.latticework.jobs.train.config;
