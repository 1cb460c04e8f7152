/**
 * A summary document of Materials Project, from JSON to material: {@link
 * org.latticework.pipeline.ingest.document.DocumentParser} takes its bytes, whatever file or table
 * they come from. Letters used: N atoms.
 *
 * <p>Uses the rooms {@code record} and, for the largest cell, {@code cif}.
 */
package org.latticework.pipeline.ingest.document;
