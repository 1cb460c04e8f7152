package org.latticework.pipeline.material;

/**
 * What names a graph.
 *
 * @param graphConfig id of the configuration it is made under
 * @param structureHash content address of its structure
 */
public record GraphKey(String graphConfig, String structureHash) {}
