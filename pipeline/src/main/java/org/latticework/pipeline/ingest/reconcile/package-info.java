/**
 * What is new: {@link org.latticework.pipeline.ingest.reconcile.Reconciliation} compares the
 * records of a dump with the tables and gives each its {@link
 * org.latticework.pipeline.ingest.reconcile.Fate}; {@link
 * org.latticework.pipeline.ingest.reconcile.Vanished} is what a release no longer has.
 *
 * <p>Uses the room {@code dump}.
 */
package org.latticework.pipeline.ingest.reconcile;
