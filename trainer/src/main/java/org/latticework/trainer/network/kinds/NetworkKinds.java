package org.latticework.trainer.network.kinds;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.latticework.featurizer.graph.AtomFeatures;
import org.latticework.trainer.network.AtomAttention;
import org.latticework.trainer.network.ElementVectors;
import org.latticework.trainer.network.Inference;
import org.latticework.trainer.network.KernelChoice;
import org.latticework.trainer.network.Network;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.Parameter;
import org.latticework.trainer.network.Parameters;
import org.latticework.trainer.network.alignn.AlignnConfig;
import org.latticework.trainer.network.cgcnn.Cgcnn;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.cgcnn.CgcnnElements;
import org.latticework.trainer.network.cgcnn.Convolution;
import org.latticework.trainer.network.cgcnn.ConvolutionShape;
import org.latticework.trainer.network.cgcnn.gate.GatedNetwork;
import org.latticework.trainer.network.cgcnn.nd4j.Nd4jKernel;
import org.latticework.trainer.network.cogn.CognConfig;
import org.latticework.trainer.network.equivariant.EquivariantConfig;
import org.latticework.trainer.network.m3gnet.M3gnetConfig;
import org.latticework.trainer.network.megnet.MegnetConfig;
import org.latticework.trainer.network.schnet.SchnetConfig;
import org.latticework.trainer.network.schnet.SchnetFilters;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.ProgramConfig;
import org.latticework.trainer.program.nd4j.Nd4jProgram;
import org.nd4j.linalg.api.buffer.DataType;

/** The kinds of networks: their configurations, and what makes them. */
public final class NetworkKinds {
  private static final String FUSED = "org.latticework.trainer.network.cgcnn.vector.FusedKernel";
  private static final String INFERENCE =
      "org.latticework.trainer.network.cgcnn.vector.FusedInference";

  private static final String VECTOR_PROGRAM =
      "org.latticework.trainer.program.vector.VectorProgram";
  private static final String VECTOR_INFERENCE =
      "org.latticework.trainer.program.vector.VectorInference";

  private static final Map<String, Class<? extends NetworkConfig>> KINDS =
      Map.of(
          "cgcnn", CgcnnConfig.class,
          "schnet", SchnetConfig.class,
          "cogn", CognConfig.class,
          "megnet", MegnetConfig.class,
          "m3gnet", M3gnetConfig.class,
          "equivariant", EquivariantConfig.class,
          "alignn", AlignnConfig.class);

  private NetworkKinds() {}

  /** Returns the names of all kinds. */
  public static Set<String> names() {
    return KINDS.keySet();
  }

  /**
   * Returns the configuration of a kind: a record.
   *
   * @throws IllegalArgumentException if there is no such kind
   */
  public static Class<? extends NetworkConfig> configuration(String kind) {
    Class<? extends NetworkConfig> type = KINDS.get(kind);
    if (type == null) {
      throw new IllegalArgumentException(
          "No network of the kind '%s', this version knows %s"
              .formatted(kind, String.join(", ", new TreeSet<>(KINDS.keySet()))));
    }
    return type;
  }

  /**
   * Makes a network. One that was trained in fused loops still predicts where they cannot run:
   * whether they are demanded is for the training to {@link KernelChoice#require}.
   *
   * @param type FLOAT or DOUBLE
   */
  public static Network network(NetworkBlueprint blueprint, DataType type) {
    if (blueprint.config() instanceof CgcnnConfig config) {
      return new Cgcnn(config, blueprint.features(), kernel(blueprint, config.shape(), type), type);
    }
    if (blueprint.config() instanceof ProgramConfig config) {
      return program(config.program(), blueprint, type);
    }
    throw new IllegalArgumentException("No network of the kind " + blueprint.config().kind());
  }

  private static Convolution kernel(
      NetworkBlueprint blueprint, ConvolutionShape shape, DataType type) {
    return fused(blueprint, type)
        ? (Convolution) made(FUSED, List.of(ConvolutionShape.class), shape)
        : new Nd4jKernel(shape, type);
  }

  private static Network program(Program program, NetworkBlueprint blueprint, DataType type) {
    return fused(blueprint, type)
        ? (Network)
            made(
                VECTOR_PROGRAM,
                List.of(Program.class, Optional.class),
                program,
                blueprint.features())
        : new Nd4jProgram(program, blueprint.features(), type);
  }

  private static boolean fused(NetworkBlueprint blueprint, DataType type) {
    return blueprint.kernel().use(type).id().equals(KernelChoice.FUSED.id());
  }

  /**
   * Loads a trained network that predicts without ND4J.
   *
   * @param features the table that its atoms begin with; empty where it has none
   * @throws IllegalStateException where fused loops cannot run
   */
  public static Inference inference(
      NetworkConfig config, Optional<AtomFeatures> features, Parameters parameters) {
    if (ModuleLayer.boot().findModule(KernelChoice.MODULE).isEmpty()) {
      throw new IllegalStateException(
          "Prediction needs the module %1$s: java --add-modules %1$s"
              .formatted(KernelChoice.MODULE));
    }
    if (config instanceof CgcnnConfig) {
      return (Inference)
          made(
              INFERENCE,
              List.of(CgcnnConfig.class, Optional.class, Parameters.class),
              config,
              features,
              parameters);
    }
    if (config instanceof ProgramConfig of) {
      return (Inference)
          made(
              VECTOR_INFERENCE,
              List.of(Program.class, Optional.class, Parameters.class),
              of.program(),
              features,
              parameters);
    }
    throw new IllegalArgumentException("No network of the kind " + config.kind());
  }

  /** Returns what the atoms of a trained network begin as; empty of a kind without such vectors. */
  public static Optional<ElementVectors> elements(
      NetworkConfig config, Optional<AtomFeatures> features, Parameters parameters) {
    if (config instanceof CgcnnConfig cgcnn) {
      return Optional.of(CgcnnElements.of(cgcnn, features, parameters));
    }
    return config.parameters().stream()
        .filter(Parameter::isPerElement)
        .findFirst()
        .map(
            table ->
                new ElementVectors(
                    Math.toIntExact(table.columns()), parameters.values(table.name())));
  }

  /**
   * Loads a trained network that gives the gates of edges; empty for a kind that has none.
   *
   * @param features the table that its atoms begin with; empty where it has none
   */
  public static Optional<GatedNetwork> gated(
      NetworkConfig config, Optional<AtomFeatures> features, Parameters parameters) {
    return config instanceof CgcnnConfig cgcnn
        ? Optional.of(new GatedNetwork(cgcnn, features, parameters))
        : Optional.empty();
  }

  /** Loads the filters of a trained network; empty for a kind that has none. */
  public static Optional<SchnetFilters> filters(NetworkConfig config, Parameters parameters) {
    return config instanceof SchnetConfig schnet
        ? Optional.of(new SchnetFilters(schnet, parameters))
        : Optional.empty();
  }

  /**
   * Returns the same network where it gives the attention of its atoms; empty for a kind that does
   * not read them so.
   *
   * @param body what {@link #inference} returned for this configuration
   */
  public static Optional<AtomAttention> attention(NetworkConfig config, Inference body) {
    return config instanceof ProgramConfig of
            && of.program().named().containsKey(Program.ATTENTION)
            && body instanceof AtomAttention attention
        ? Optional.of(attention)
        : Optional.empty();
  }

  /** Such classes are built apart, and cannot be linked where their module is missing. */
  private static Object made(String type, List<Class<?>> parameters, Object... arguments) {
    try {
      return Class.forName(type)
          .getDeclaredConstructor(parameters.toArray(Class<?>[]::new))
          .newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }
}
