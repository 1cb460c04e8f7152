/**
 * The tables of a workspace, one class each: schema, rows, reading and writing. Nowhere else is a
 * column name spelled.
 *
 * <p>Letters used throughout: N atoms, E edges.
 */
package org.latticework.pipeline.table;
