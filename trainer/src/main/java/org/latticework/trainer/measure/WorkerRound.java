package org.latticework.trainer.measure;

import java.io.Serializable;
import java.util.List;

/**
 * What one worker did in one round.
 *
 * @param worker from 0
 * @param process that it did it in, "executor 2 on node17"
 * @param crystals number of crystals in the worker's batches
 * @param errorSum Σ of the errors over them, as the task defines them; each before the step it took
 *     part in
 * @param lossSum Σ of the loss that the gradient is of over them, on the network's scale; each
 *     before its step, with the noise of dropout and dropped edges, without weight decay
 * @param offHeapBytes most memory outside of the heap that its process held after a step
 * @param seconds time the worker spent on its batches, what brings them to the network included
 * @param suspects where errors, parameters or moments are no longer finite: the material ids of the
 *     batch whose error was the first, and of the worker's one before it in the epoch, whose step
 *     may have done it; empty where all is well
 */
public record WorkerRound(
    int worker,
    String process,
    int crystals,
    double errorSum,
    double lossSum,
    long offHeapBytes,
    double seconds,
    List<String> suspects)
    implements Serializable {
  public WorkerRound {
    suspects = List.copyOf(suspects);
  }
}
