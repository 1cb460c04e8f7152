package org.latticework.trainer.parallelism;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many steps the workers take between two averagings, epoch by epoch.
 *
 * @param stages in order, the first from epoch 1
 */
public record AveragingSchedule(List<Stage> stages) implements Serializable {
  /** A frequency that no epoch has as many steps as: a round is an epoch. */
  public static final int EPOCH = Integer.MAX_VALUE;

  private static final Pattern STAGE =
      Pattern.compile("(\\d{1,9}|epoch)(?:\\s+from\\s+(\\d{1,9}))?");

  /**
   * A frequency from some epoch on.
   *
   * @param epoch the first that has it; positive
   * @param frequency f, steps of a worker between two averagings, no more than its epoch has;
   *     positive
   */
  public record Stage(int epoch, int frequency) implements Serializable {
    public Stage {
      if (!(epoch > 0 && frequency > 0)) {
        throw new IllegalArgumentException(
            "Averaging needs a positive frequency and epoch, got %d from %d"
                .formatted(frequency, epoch));
      }
    }

    @Override
    public String toString() {
      String steps = frequency == EPOCH ? "epoch" : String.valueOf(frequency);
      return epoch == 1 ? steps : steps + " from " + epoch;
    }
  }

  public AveragingSchedule {
    stages = List.copyOf(stages);
    if (stages.isEmpty() || stages.get(0).epoch() != 1) {
      throw new IllegalArgumentException(
          "Averaging must have a frequency from epoch 1, got " + stages);
    }
    for (int k = 1; k < stages.size(); k++) {
      if (stages.get(k).epoch() <= stages.get(k - 1).epoch()) {
        throw new IllegalArgumentException(
            "Averaging must name later and later epochs, got " + stages);
      }
    }
  }

  /** Returns one frequency for all epochs. */
  public static AveragingSchedule every(int frequency) {
    return new AveragingSchedule(List.of(new Stage(1, frequency)));
  }

  /**
   * Reads what {@link #toString} writes: {@code 5}, {@code epoch}, or {@code 1, 5 from 4, 20 from
   * 10}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static AveragingSchedule parse(String text) {
    List<Stage> stages = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher stage = STAGE.matcher(part.strip());
      if (!stage.matches()) {
        throw new IllegalArgumentException(
            "Averaging must be a number of steps like 5, or epoch, or several like 1, 5 from 4, 20 from 10; got "
                + text);
      }
      int epoch = stage.group(2) == null ? 1 : Integer.parseInt(stage.group(2));
      String steps = stage.group(1);
      stages.add(new Stage(epoch, steps.equals("epoch") ? EPOCH : Integer.parseInt(steps)));
    }
    return new AveragingSchedule(stages);
  }

  /** Returns f in an epoch, from 1. */
  public int frequency(int epoch) {
    int frequency = stages.get(0).frequency();
    for (Stage stage : stages) {
      if (stage.epoch() <= epoch) {
        frequency = stage.frequency();
      }
    }
    return frequency;
  }

  @Override
  public String toString() {
    return stages.stream().map(Stage::toString).collect(Collectors.joining(", "));
  }
}
