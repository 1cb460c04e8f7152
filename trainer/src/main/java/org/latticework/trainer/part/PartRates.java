package org.latticework.trainer.part;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * How fast the parts of a network learn, beside the learning rate that all have in common.
 *
 * <p>A factor is one of the learning rate, as of PyTorch's groups of parameters: it multiplies what
 * the optimizer subtracts, which a factor of the gradient would not do in Adam, and decoupled
 * weight decay with it. A frozen part does not move by a bit: neither its parameters nor the
 * running statistics of its norms.
 *
 * <p>A name is that of a part, or of all parts of a kind: {@code convolutions} for {@code
 * convolution-1}, {@code convolution-2} and so on.
 *
 * @param factors by name; finite and positive, 1 where there is none
 * @param frozen names of what stays as it is
 */
public record PartRates(
    @JsonProperty("factors") Map<String, Double> factors,
    @JsonProperty("frozen") Set<String> frozen)
    implements Serializable {
  /** All parts learn alike. */
  public static final PartRates ALIKE = new PartRates(Map.of(), Set.of());

  private static final Pattern NUMBER = Pattern.compile("-\\d+$");

  @JsonCreator
  public PartRates {
    factors = Map.copyOf(factors);
    frozen = Set.copyOf(frozen);
    factors.forEach(
        (name, factor) -> {
          if (!(factor > 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException(
                "rates: a factor of the learning rate must be finite and positive, got %s for %s; to leave a part as it is, freeze it"
                    .formatted(factor, name));
          }
        });
  }

  /** Returns whether a part stays as it is. */
  public boolean isFrozen(String part) {
    return frozen.contains(part) || frozen.contains(kind(part));
  }

  /** Returns those of some parts that stay as they are, in their order. */
  public List<String> frozenOf(List<String> parts) {
    return parts.stream().filter(this::isFrozen).toList();
  }

  /** Returns the factor of a part. */
  public double factor(String part) {
    return factors.getOrDefault(part, factors.getOrDefault(kind(part), 1.0));
  }

  /**
   * Returns the optimizer of a part's parameters.
   *
   * @param common the one that parts have in common
   */
  public IUpdater updater(String part, IUpdater common) {
    if (isFrozen(part)) {
      return new Frozen();
    }
    double factor = factor(part);
    if (factor == 1 || !common.hasLearningRate()) { // running statistics have none
      return common;
    }
    IUpdater own = common.clone();
    ScaledRate rate = new ScaledRate(common, factor);
    own.setLrAndSchedule(rate.valueAt(0, 0), rate);
    return own;
  }

  /**
   * Checks that a network has what is named.
   *
   * @param parts of the network
   * @throws IllegalArgumentException if a name is of none of its parts
   */
  public void requireKnown(List<String> parts) {
    Set<String> known = new TreeSet<>(parts);
    parts.stream().map(PartRates::kind).forEach(known::add);
    Stream.concat(factors.keySet().stream(), frozen.stream())
        .filter(Predicate.not(known::contains))
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "The network has no part %s, it has %s"
                      .formatted(name, String.join(", ", known)));
            });
  }

  /** Returns what is unusual of some parts, in words; empty where all learn alike. */
  public String words(List<String> parts) {
    return parts.stream()
        .filter(part -> isFrozen(part) || factor(part) != 1)
        .map(part -> isFrozen(part) ? part + " frozen" : "%s × %s".formatted(part, factor(part)))
        .collect(Collectors.joining(", "));
  }

  private static String kind(String part) {
    return NUMBER.matcher(part).replaceFirst("s");
  }
}
