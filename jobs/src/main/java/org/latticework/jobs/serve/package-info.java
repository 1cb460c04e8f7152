/**
 * The command {@code serve}, and the jar {@code latticework-predict}: a model that answers requests
 * over HTTP, without Spark.
 */
package org.latticework.jobs.serve;
