package org.latticework.trainer.model;

import java.util.List;
import org.latticework.trainer.calibration.ConformalFactor;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.task.Scaling;
import org.latticework.trainer.task.Task;

/**
 * Networks that have learned the same from the same crystals, each from other first weights and in
 * another order (deep ensembles: Lakshminarayanan, Pritzel and Blundell, arXiv:1612.01474). Their
 * mean is the prediction; how far they differ says where it is less certain. A single network is an
 * ensemble of one, which has no deviation.
 *
 * @param members at least one
 * @param intervals of each column what makes an interval of a deviation; empty where that is not
 *     known
 */
public record Ensemble(List<TrainedModel> members, List<ConformalFactor> intervals)
    implements AutoCloseable {
  /**
   * Joins members.
   *
   * @throws IllegalArgumentException if there are none, or they differ in what they have learned
   */
  public Ensemble {
    members = List.copyOf(members);
    intervals = List.copyOf(intervals);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("An ensemble has at least one member, got none");
    }
    for (TrainedModel member : members) {
      requireSame("task", members.get(0).task(), member.task());
      requireSame("scaling", members.get(0).scaling(), member.scaling());
      requireSame("network", members.get(0).config(), member.config());
    }
    int outputs = members.get(0).task().outputs().size();
    if (!(intervals.isEmpty() || intervals.size() == outputs)) {
      throw new IllegalArgumentException(
          "Need an interval for each of %d columns or none, got %d"
              .formatted(outputs, intervals.size()));
    }
  }

  private static void requireSame(String what, Object first, Object other) {
    if (!first.equals(other)) {
      throw new IllegalArgumentException(
          "Members of an ensemble have the same %s, got %s and %s".formatted(what, first, other));
    }
  }

  /** Returns a single network as an ensemble. */
  public static Ensemble of(TrainedModel member) {
    return new Ensemble(List.of(member), List.of());
  }

  /** Returns the same networks with intervals. */
  public Ensemble withIntervals(List<ConformalFactor> known) {
    return new Ensemble(members, known);
  }

  public Task task() {
    return members.get(0).task();
  }

  public Scaling scaling() {
    return members.get(0).scaling();
  }

  /** Returns the shape of each network. */
  public NetworkConfig config() {
    return members.get(0).config();
  }

  /** Frees the networks' memory outside of the heap; they cannot be used any more. */
  @Override
  public void close() {
    members.forEach(TrainedModel::close);
  }
}
