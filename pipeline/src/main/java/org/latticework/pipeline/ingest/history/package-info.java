/**
 * What is new: {@link org.latticework.pipeline.ingest.history.Reconciliation} holds the records of
 * a dump against the tables and gives each its {@link
 * org.latticework.pipeline.ingest.history.Fate}; {@link
 * org.latticework.pipeline.ingest.history.Vanished} is what a release no longer has.
 *
 * <p>Uses the room {@code dump}.
 */
package org.latticework.pipeline.ingest.history;
