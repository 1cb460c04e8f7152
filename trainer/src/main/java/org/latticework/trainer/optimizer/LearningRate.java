package org.latticework.trainer.optimizer;

import org.latticework.trainer.optimizer.LearningRateSchedule.Unit;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The learning rate at every step of a run, as Deeplearning4j asks for it. With p units (steps or
 * epochs) done, n in the run, w of them warm-up, q = p − w, m = n − w, peak η and end η₁ = last ·
 * η:
 *
 * <ul>
 *   <li>warm-up, p &lt; w: η (p + 1)/w
 *   <li>constant: η
 *   <li>step: η · drop^⌊q / every⌋
 *   <li>cosine: η₁ + (η − η₁)(1 + cos(π q/m))/2
 *   <li>linear: η + (η₁ − η) q/m
 *   <li>one-cycle (Smith and Topin 2019, as in PyTorch): half a cosine from η/25 up to η over the
 *       first 30 % of the units, another down to η₁ at the last one
 * </ul>
 *
 * @param schedule its form
 * @param length n; positive
 */
public record LearningRate(
    @JsonProperty("schedule") LearningRateSchedule schedule, @JsonProperty("length") long length)
    implements ISchedule {
  private static final double RISE = 0.3;
  private static final double START = 1.0 / 25;

  @JsonCreator
  public LearningRate {
    if (!(length > 0)) {
      throw new IllegalArgumentException("A run has at least one step, got " + length);
    }
  }

  static LearningRate constant(double rate) {
    return new LearningRate(LearningRateSchedule.constant(rate), 1);
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    double done = schedule.unit() == Unit.EPOCHS ? epoch : iteration;
    double peak = schedule.peak();
    double end = schedule.last() * peak;
    if (schedule.shape() == LearningRateSchedule.Shape.ONE_CYCLE) {
      return oneCycle(done);
    }
    if (done < schedule.warmup()) {
      return peak * (done + 1) / schedule.warmup();
    }
    double since = done - schedule.warmup();
    double part = Math.min(1, since / Math.max(1, length - schedule.warmup()));
    return switch (schedule.shape()) {
      case CONSTANT, ONE_CYCLE -> peak;
      case STEP -> peak * Math.pow(schedule.drop(), Math.floor(since / schedule.every()));
      case COSINE -> cosine(peak, end, part);
      case LINEAR -> peak + (end - peak) * part;
    };
  }

  private double oneCycle(double done) {
    double peak = schedule.peak();
    double top = RISE * length - 1;
    if (done <= top) {
      return cosine(START * peak, peak, top > 0 ? done / top : 1);
    }
    double part = (done - top) / Math.max(1, length - 1 - top);
    return cosine(peak, schedule.last() * peak, Math.min(1, part));
  }

  /** Half a cosine between two values. */
  private static double cosine(double from, double to, double part) {
    return to + (from - to) * (1 + Math.cos(Math.PI * part)) / 2;
  }

  /** Returns this: nothing in it changes. */
  @Override
  public LearningRate clone() {
    return this;
  }
}
