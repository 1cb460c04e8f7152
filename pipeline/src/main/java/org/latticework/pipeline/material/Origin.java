package org.latticework.pipeline.material;

/**
 * Where a record stands in a dump.
 *
 * @param source the file
 * @param record the place in it, such as {@code "line 12"}, so that {@code sed -n 12p} shows it
 */
public record Origin(String source, String record) {}
