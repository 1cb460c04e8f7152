package org.latticework.pipeline.ingest;

import org.latticework.pipeline.table.RejectionReason;

/**
 * What is wrong with a record.
 *
 * @param reason kind of fault
 * @param detail the rule, the place and the value
 */
record Fault(RejectionReason reason, String detail) {}
