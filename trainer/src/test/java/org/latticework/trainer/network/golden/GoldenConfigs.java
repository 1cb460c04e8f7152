package org.latticework.trainer.network.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.trainer.network.alignn.AlignnConfig;
import org.latticework.trainer.network.cogn.CognConfig;
import org.latticework.trainer.network.equivariant.EquivariantConfig;
import org.latticework.trainer.network.m3gnet.M3gnetConfig;
import org.latticework.trainer.network.m3gnet.TripletTerm;
import org.latticework.trainer.network.m3gnet.Triplets;
import org.latticework.trainer.network.megnet.MegnetConfig;
import org.latticework.trainer.network.schnet.CutoffFunction;
import org.latticework.trainer.network.schnet.SchnetConfig;
import org.latticework.trainer.program.ProgramConfig;

/** The configurations of golden networks as ours. Their lists of widths end with d, ours before. */
final class GoldenConfigs {
  private final JsonNode of;

  private GoldenConfigs(JsonNode of) {
    this.of = of;
  }

  static ProgramConfig of(JsonNode config) {
    GoldenConfigs fields = new GoldenConfigs(config);
    String kind = config.get("kind").asText();
    return switch (kind) {
      case "schnet" -> fields.schnet();
      case "cogn" -> fields.cogn();
      case "megnet" -> fields.megnet();
      case "m3gnet" -> fields.m3gnet();
      case "equivariant" -> fields.equivariant();
      case "alignn" -> fields.alignn();
      default -> throw new IllegalArgumentException("No golden of the kind " + kind);
    };
  }

  private int integer(String key) {
    return of.get(key).asInt();
  }

  private double number(String key) {
    return of.get(key).asDouble();
  }

  private List<Integer> integers(String key) {
    List<Integer> numbers = new ArrayList<>();
    of.get(key).forEach(number -> numbers.add(number.asInt()));
    return numbers;
  }

  private List<Integer> allButLast(String key) {
    List<Integer> numbers = integers(key);
    return numbers.subList(0, numbers.size() - 1);
  }

  private <E extends Enum<E>> E constant(String key, Class<E> type) {
    return Enum.valueOf(type, of.get(key).asText().toUpperCase(Locale.ROOT));
  }

  private SchnetConfig schnet() {
    double sigma = of.has("sigma") ? number("sigma") : number("cutoff") / (integer("basis") - 1);
    return new SchnetConfig(
        integer("elements"),
        integer("width"),
        integer("filters"),
        integer("blocks"),
        new GaussianBasis(number("cutoff"), integer("basis"), sigma, true),
        constant("cutoffFunction", CutoffFunction.class),
        integers("head"),
        0);
  }

  private CognConfig cogn() {
    return new CognConfig(
        integer("elements"),
        integer("width"),
        integer("blocks"),
        integer("messageLayers"),
        integer("basis"),
        number("basisEnd"));
  }

  private MegnetConfig megnet() {
    return new MegnetConfig(
        integer("elements"),
        integer("embedding"),
        integer("width"),
        allButLast("dense"),
        allButLast("update"),
        integer("blocks"),
        integer("basis"),
        number("basisEnd"),
        number("gamma"),
        integer("set2setSteps"),
        integers("head"));
  }

  private M3gnetConfig m3gnet() {
    return new M3gnetConfig(
        integer("elements"),
        integer("width"),
        integer("blocks"),
        integer("radial"),
        integer("angular"),
        number("cutoff"),
        number("tripletCutoff"),
        constant("triplets", Triplets.class),
        constant("tripletTerm", TripletTerm.class),
        integers("update"),
        integer("set2setSteps"),
        integer("set2setLayers"),
        integers("head"));
  }

  private EquivariantConfig equivariant() {
    return new EquivariantConfig(
        integer("elements"),
        integers("features"),
        integer("typeFeatures"),
        integer("layers"),
        integer("basis"),
        integer("radialHidden"),
        number("cutoff"),
        number("averageNeighbors"));
  }

  private AlignnConfig alignn() {
    return new AlignnConfig(
        24, // rows of the table of features
        integer("elementFeatures"),
        integer("width"),
        integer("embedding"),
        integer("edgeBasis"),
        number("edgeEnd"),
        integer("angleBasis"),
        integer("lineLayers"),
        integer("crystalLayers"));
  }
}
