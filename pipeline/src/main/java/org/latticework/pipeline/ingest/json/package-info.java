/**
 * Files of JSON: one document a line, arrays of documents, Matbench's tables. {@link
 * org.latticework.pipeline.ingest.json.JsonReader} tells them apart.
 *
 * <p>Uses the rooms {@code record}, {@code bytes} and {@code document}.
 */
package org.latticework.pipeline.ingest.json;
