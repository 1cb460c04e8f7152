package org.latticework.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocationTest {
  @Test
  void tellsThisMachineFromOthers() {
    assertThat(new Location("work/x").local()).contains(Path.of("work/x"));
    assertThat(new Location("file:///data/x").local()).contains(Path.of("/data/x"));
    assertThat(new Location("file:/data/x").local()).contains(Path.of("/data/x"));
    assertThat(new Location("s3a://bucket/x").local()).isEmpty();
    assertThat(new Location("hdfs://host:8020/x").local()).isEmpty();
  }

  @Test
  void addsOneSlashBetweenFolderAndName() {
    assertThat(new Location("s3a://bucket").child("x").text()).isEqualTo("s3a://bucket/x");
    assertThat(new Location("work/").child("x").text()).isEqualTo("work/x");
  }

  @Test
  void asksOnlyThisMachineWhetherAPathExists() {
    new Location("s3a://bucket/none").requireExisting("not reached");
    assertThatThrownBy(() -> new Location("/no/such/path").requireExisting("it is not there"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("it is not there");
  }
}
