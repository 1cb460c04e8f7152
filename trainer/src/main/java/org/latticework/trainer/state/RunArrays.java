package org.latticework.trainer.state;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.latticework.trainer.deeplearning4j.NetworkState;

/**
 * The numbers of a run between two rounds.
 *
 * @param current parameters and the optimizer's state
 * @param average parameters that are validated; the current ones without smoothing
 * @param best parameters of the best epoch; before the first one, those the run began with
 * @param velocity of the outer optimizer, in the place of parameters; empty where it has none
 */
public record RunArrays(
    NetworkState current, NetworkState average, NetworkState best, NetworkState velocity) {

  void write(DataOutputStream out) throws IOException {
    current.write(out);
    average.write(out);
    best.write(out);
    velocity.write(out);
  }

  /** Reads what {@link #write} has written. */
  static RunArrays read(DataInputStream in) throws IOException {
    return new RunArrays(
        NetworkState.read(in), NetworkState.read(in), NetworkState.read(in), NetworkState.read(in));
  }
}
