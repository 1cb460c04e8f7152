package org.latticework.trainer.network;

import java.util.Locale;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What computes a network. Travels in the network's configuration. */
public enum KernelChoice {
  /** Fused loops where they can run, ND4J operations elsewhere. */
  AUTO,
  /** Loops on the CPU's vector units, in float. */
  FUSED,
  /** ND4J operations: on any backend, in float and in double. */
  ND4J;

  /** The module of the CPU's vector units. */
  public static final String MODULE = "jdk.incubator.vector";

  /**
   * Returns the choice of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static KernelChoice of(String id) {
    for (KernelChoice choice : values()) {
      if (choice.id().equals(id)) {
        return choice;
      }
    }
    throw new IllegalArgumentException("No kernel \"%s\", have auto, fused, nd4j".formatted(id));
  }

  /** Returns the name in configurations: {@code "auto"}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns why fused loops cannot run here, if they cannot: as a clause, "the module … is not
   * loaded".
   *
   * @param type what the network computes in
   */
  public static Optional<String> obstacle(DataType type) {
    if (type != DataType.FLOAT) {
      return Optional.of("the network computes in " + type + ", not in FLOAT");
    }
    if (!Nd4j.getEnvironment().isCPU()) {
      return Optional.of("ND4J computes on a GPU");
    }
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return Optional.of(
          "the module " + MODULE + " is not loaded (java --add-modules " + MODULE + ")");
    }
    return Optional.empty();
  }

  /**
   * Returns what this choice comes to in this JVM.
   *
   * @param type what the network computes in
   */
  public KernelUse use(DataType type) {
    if (this == ND4J) {
      return new KernelUse(ND4J.id(), "");
    }
    return obstacle(type)
        .map(obstacle -> new KernelUse(ND4J.id(), obstacle))
        .orElse(new KernelUse(FUSED.id(), ""));
  }

  /**
   * Refuses a kernel that is not the demanded one.
   *
   * @throws IllegalStateException if fused loops are demanded and cannot run
   */
  public void require(KernelUse use) {
    if (this == FUSED && !use.obstacle().isEmpty()) {
      throw new IllegalStateException("The fused kernel cannot run: " + use.obstacle());
    }
  }
}
