package org.latticework.trainer.model.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latticework.trainer.torch.Zips;

class AlignnArchiveTest {
  private static final byte[] CONFIG = text("{\"model\": {\"name\": \"alignn\"}}");

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** As figshare has them: packed, in a folder, with files that no prediction needs. */
  private static Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("mp_e_form_alignn/", new byte[0]);
    entries.put("mp_e_form_alignn/config.json", CONFIG);
    entries.put("mp_e_form_alignn/ids_train_val_test.json", text("{}"));
    entries.put("mp_e_form_alignn/checkpoint_300.pt", Zips.model());
    entries.put("__MACOSX/mp_e_form_alignn/._checkpoint_300.pt", text("x"));
    return entries;
  }

  private static AlignnArchive read(Map<String, byte[]> entries) throws IOException {
    return AlignnArchive.read(Zips.zip(entries, false));
  }

  @Test
  void readsAZipWithinAZip() throws IOException {
    AlignnArchive archive = read(entries());
    assertThat(archive.config().at("/model/name").asText()).isEqualTo("alignn");
    assertThat(archive.tensors().keySet()).containsExactly("weight", "steps");
    assertThat(archive.tensors().get("weight").floats()).containsExactly(1, 3, 5, 2, 4, 6);
  }

  @Test
  void needsOneConfigurationAndOneCheckpoint() throws IOException {
    Map<String, byte[]> none = entries();
    none.remove("mp_e_form_alignn/config.json");
    assertThatThrownBy(() -> read(none))
        .isInstanceOf(IOException.class)
        .hasMessage("An archive of ALIGNN has one config.json, got []");
    Map<String, byte[]> two = entries();
    two.put("checkpoint_7.pt", Zips.model());
    assertThatThrownBy(() -> read(two))
        .hasMessage(
            "An archive of ALIGNN has one checkpoint_N.pt, got [mp_e_form_alignn/checkpoint_300.pt,"
                + " checkpoint_7.pt]");
  }

  @Test
  void saysWhatIsWrongInside() throws IOException {
    Map<String, byte[]> list = entries();
    list.put("mp_e_form_alignn/config.json", text("[]"));
    assertThatThrownBy(() -> read(list))
        .hasMessage("mp_e_form_alignn/config.json must be an object");
    list.put("mp_e_form_alignn/config.json", text("{"));
    assertThatThrownBy(() -> read(list)).hasMessage("mp_e_form_alignn/config.json is no JSON");
    Map<String, byte[]> torn = entries();
    torn.put("mp_e_form_alignn/checkpoint_300.pt", text("PK"));
    assertThatThrownBy(() -> read(torn))
        .hasMessage("A zip archive ends with its directory's end, without a comment");
    Map<String, byte[]> nested = entries();
    nested.put("mp_e_form_alignn/checkpoint_300.pt", Zips.zip(entries(), false));
    assertThatThrownBy(() -> read(nested))
        .hasMessageStartingWith("An archive of PyTorch has one folder");
  }
}
