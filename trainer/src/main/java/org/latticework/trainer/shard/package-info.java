/**
 * The training crystals, dealt to workers: each of W <b>workers</b> keeps a <b>shard</b> until the
 * crystals are dealt anew, which may be never, and encodes its batches while the one before is
 * computed.
 */
package org.latticework.trainer.shard;
