/** How training is shared out: workers, batches, what is averaged, and how often. */
package org.latticework.trainer.parallelism;
