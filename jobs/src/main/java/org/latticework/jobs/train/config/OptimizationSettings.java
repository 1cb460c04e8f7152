package org.latticework.jobs.train.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.latticework.jobs.settings.Settings;
import org.latticework.trainer.optimizer.LearningRateSchedule;
import org.latticework.trainer.optimizer.LossConfig;
import org.latticework.trainer.optimizer.Optimization;
import org.latticework.trainer.optimizer.OptimizerConfig;
import org.latticework.trainer.optimizer.OuterOptimizer;
import org.latticework.trainer.part.PartRates;

/** Reads how a network is optimized: optimizer, learning rate, loss, dropout, dropped edges. */
final class OptimizationSettings {
  private OptimizationSettings() {}

  static Optimization optimization(Settings settings) {
    return Settings.checked(
        "train",
        () ->
            new Optimization(
                optimizer(settings),
                schedule(settings),
                new LossConfig(
                    settings.choice("train.loss.kind", LossConfig.Kind.class),
                    settings.decimal("train.loss.huber-delta")),
                settings.decimal("train.dropout"),
                settings.decimal("train.drop-edges"),
                outer(settings),
                settings.decimal("train.smoothing"),
                rates(settings)));
  }

  private static PartRates rates(Settings settings) {
    Map<String, Double> factors = new HashMap<>();
    for (String part : settings.keys("train.rates")) {
      factors.put(part, settings.decimal("train.rates." + part));
    }
    factors.values().removeIf(factor -> factor == 1); // as without
    return new PartRates(factors, Set.copyOf(settings.words("train.freeze")));
  }

  private static OuterOptimizer outer(Settings settings) {
    return new OuterOptimizer(
        settings.choice("train.outer-optimizer.kind", OuterOptimizer.Kind.class),
        settings.decimal("train.outer-optimizer.momentum"),
        settings.decimal("train.outer-optimizer.rate"));
  }

  private static OptimizerConfig optimizer(Settings settings) {
    double norm = settings.decimal("train.optimizer.max-gradient-norm");
    return new OptimizerConfig(
        settings.choice("train.optimizer.kind", OptimizerConfig.Kind.class),
        settings.decimal("train.optimizer.momentum"),
        settings.decimal("train.optimizer.weight-decay"),
        norm == 0 ? Double.POSITIVE_INFINITY : norm);
  }

  private static LearningRateSchedule schedule(Settings settings) {
    return new LearningRateSchedule(
        settings.choice("train.schedule.shape", LearningRateSchedule.Shape.class),
        settings.decimal("train.learning-rate"),
        settings.choice("train.schedule.unit", LearningRateSchedule.Unit.class),
        settings.integer("train.schedule.warmup"),
        settings.integer("train.schedule.every"),
        settings.decimal("train.schedule.drop"),
        settings.decimal("train.schedule.last"));
  }
}
