package org.latticework.pipeline.material;

/**
 * Where in a dump a record is.
 *
 * @param source the file
 * @param record the place in it, such as {@code "line 12"}, so that {@code sed -n 12p} shows it
 */
public record Origin(String source, String record) {}
