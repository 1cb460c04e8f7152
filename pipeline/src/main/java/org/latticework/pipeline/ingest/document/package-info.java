/**
 * A document about one material, from JSON to material: {@link
 * org.latticework.pipeline.ingest.document.DocumentParser} takes its bytes, whatever file or table
 * they come from. Materials Project's summary documents, OPTIMADE's entries, JARVIS's and
 * Alexandria's are told by the names of their fields. Letters used: N atoms.
 *
 * <p>Uses the rooms {@code record} and, for the largest cell, {@code cif}.
 */
package org.latticework.pipeline.ingest.document;
