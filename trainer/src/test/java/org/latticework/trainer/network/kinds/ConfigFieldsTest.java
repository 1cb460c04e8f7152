package org.latticework.trainer.network.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.SampleNetworks;
import org.latticework.trainer.network.NetworkBlueprint;
import org.latticework.trainer.network.NetworkConfig;
import org.latticework.trainer.network.cgcnn.CgcnnConfig;
import org.latticework.trainer.network.megnet.MegnetConfig;
import org.latticework.trainer.network.schnet.SchnetConfig;

class ConfigFieldsTest {
  private record Fields(JsonNode node) implements ConfigFields.Source<IOException> {
    @Override
    public int integer(String key) {
      return node.required(key).intValue();
    }

    @Override
    public List<Integer> integers(String key) {
      return StreamSupport.stream(node.required(key).spliterator(), false)
          .map(JsonNode::intValue)
          .toList();
    }

    @Override
    public double number(String key) {
      return node.required(key).doubleValue();
    }

    @Override
    public boolean truth(String key) {
      return node.required(key).booleanValue();
    }

    @Override
    public String text(String key) {
      return node.required(key).textValue();
    }

    @Override
    public Fields section(String key) {
      return new Fields(node.required(key));
    }
  }

  private static ObjectNode fields(NetworkConfig config) {
    return new ObjectMapper().valueToTree(ConfigFields.values(config, '-'));
  }

  private static NetworkConfig read(JsonNode fields) throws IOException {
    return read("cgcnn", fields);
  }

  private static NetworkConfig read(String kind, JsonNode fields) throws IOException {
    return ConfigFields.read(NetworkKinds.configuration(kind), new Fields(fields), '-');
  }

  @Test
  void aConfigurationComesBackFromItsFields() throws IOException {
    for (NetworkBlueprint sample : SampleNetworks.all()) {
      NetworkConfig config = sample.config();
      assertThat(read(config.kind(), fields(config))).isEqualTo(config);
    }
  }

  @Test
  void writesListsAsLists() {
    assertThat(ConfigFields.values(SchnetConfig.standard(), '-'))
        .containsEntry("head", List.of(128, 64));
    assertThat(ConfigFields.values(MegnetConfig.standard(), '_'))
        .containsEntry("set2set_steps", 2)
        .containsEntry("basis_end", 5.0);
  }

  @Test
  void namesFieldsAsPeopleWriteThem() {
    Map<String, Object> values = ConfigFields.values(CgcnnConfig.standard(), '-');
    assertThat(values)
        .containsEntry("variant", "message-norm")
        .containsEntry("activated-pooling", false)
        .containsEntry("element-features", 0);
    assertThat(values.get("basis")).isInstanceOf(Map.class);
  }

  @Test
  void saysWhichConstantsThereAre() {
    ObjectNode fields = fields(CgcnnConfig.standard()).put("variant", "newest");
    assertThatThrownBy(() -> read(fields))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("variant must be one of message-norm, sum-norm, original, got newest");
  }

  @Test
  void passesOnWhatTheRecordRefuses() {
    ObjectNode fields = fields(CgcnnConfig.standard()).put("hidden", 0);
    assertThatThrownBy(() -> read(fields))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Need positive width");
  }

  @Test
  void saysWhichKindsThereAre() {
    assertThatThrownBy(() -> NetworkKinds.configuration("none"))
        .hasMessage(
            "No network of the kind 'none', this version knows alignn, cgcnn, cogn, equivariant, m3gnet, megnet, schnet");
  }
}
