/**
 * What the tables hold, as values: a material and where it comes from, the properties it can have,
 * why a record was rejected, the fold of a split. Uses no other room.
 */
package org.latticework.pipeline.material;
