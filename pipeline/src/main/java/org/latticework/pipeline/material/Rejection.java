package org.latticework.pipeline.material;

import java.util.Optional;

/**
 * One row of the rejections table: a record that was refused, and why.
 *
 * @param databaseVersion release it was read for
 * @param origin where the record was read
 * @param materialId its name, if it got that far
 * @param reason what kind of fault
 * @param detail the rule, the place and the value, for a person to read
 * @param graph what could not become a graph, for a fault found by featurization
 */
public record Rejection(
    String databaseVersion,
    Origin origin,
    Optional<String> materialId,
    RejectionReason reason,
    String detail,
    Optional<GraphKey> graph) {}
