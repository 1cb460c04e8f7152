/**
 * Many trainings side by side: each a task of Spark, on one core, over crystals that an executor
 * reads once and its trainings share.
 */
package org.latticework.trainer.sweep;
