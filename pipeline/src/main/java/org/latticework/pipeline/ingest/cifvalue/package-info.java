/**
 * The values in a CIF's text: numbers with their uncertainty, element symbols, symmetry operations;
 * and what can be wrong with a CIF ({@link org.latticework.pipeline.ingest.cifvalue.CifFault}).
 *
 * <p>Uses no other room of ingest.
 */
package org.latticework.pipeline.ingest.cifvalue;
