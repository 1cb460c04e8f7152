package org.latticework.jobs.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latticework.jobs.UploadingStore;
import org.latticework.jobs.settings.ConfigurationException;

class LocationTest {
  @Test
  void tellsThisMachineFromOthers() {
    assertThat(new Location("work/x").local()).contains(Path.of("work/x"));
    assertThat(new Location("file:///data/x").local()).contains(Path.of("/data/x"));
    assertThat(new Location("file:/data/x").local()).contains(Path.of("/data/x"));
    assertThat(new Location("s3a://bucket/x").local()).isEmpty();
    assertThat(new Location("hdfs://host:8020/x").local()).isEmpty();
  }

  /** AWS secret keys may hold slashes, which then have to be escaped. */
  @Test
  void refusesKeysAndPasswordsWithoutRepeatingThem() {
    for (String text :
        List.of("s3a://AKIA:pass%2Fword@bucket/x", "s3a://AKIA@bucket", "hdfs://me:pass@host/x")) {
      assertThatThrownBy(() -> new Location(text))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("docs/security.md")
          .hasMessageNotContainingAny("AKIA", "pass%2F", "me:");
    }
    assertThat(new Location("hdfs://me@host/a@b:c").text()).isEqualTo("hdfs://me@host/a@b:c");
    assertThat(new Location("abfss://box@account/x").local()).isEmpty();
    assertThat(new Location("a:b@c").text()).isEqualTo("a:b@c");
  }

  @Test
  void addsOneSlashBetweenFolderAndName() {
    assertThat(new Location("s3a://bucket").child("x").text()).isEqualTo("s3a://bucket/x");
    assertThat(new Location("work/").child("x").text()).isEqualTo("work/x");
  }

  @Test
  void staysOnThisMachineWhateverHadoopsDefaultIs() {
    assertThat(new Location("/data/a b/../c%d").qualified()).isEqualTo("file:/data/c%d");
    assertThat(new Location("file:///data/x").qualified()).isEqualTo("file:/data/x");
    assertThat(new Location("work").qualified())
        .isEqualTo("file:" + Path.of("work").toAbsolutePath());
    assertThat(new Location("s3a://bucket/x").qualified()).isEqualTo("s3a://bucket/x");
  }

  /** Hadoop's view file system has another scheme and folders of this machine behind it. */
  @Test
  void asksAnotherFileSystemWithSparksSettings(@TempDir Path folder) throws IOException {
    String mount = "spark.hadoop.fs.viewfs.mounttable.shop.link./data";
    System.setProperty(mount, folder.toUri().toString());
    try {
      Files.writeString(folder.resolve("there"), "x");
      assertThat(new Location("viewfs://shop/data/there").missing()).isFalse();
      assertThat(new Location("viewfs://shop/data/none").missing()).isTrue();
      assertThatThrownBy(() -> new Location("viewfs://shop/data/none").requireExisting("not there"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage("not there");
    } finally {
      System.clearProperty(mount);
    }
  }

  @Test
  void leavesWhatStoodThereWhereAnUploadFailsInTheMiddle(@TempDir Path folder) throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.s3a.impl", UploadingStore.class, FileSystem.class);
    hadoop.setBoolean("fs.s3a.impl.disable.cache", true);
    Location file = new Location("s3a://bucket%s/state".formatted(folder));
    file.write("whole", hadoop);
    assertThatThrownBy(() -> file.write("more than there is room for", hadoop))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(folder.resolve("state")).hasContent("whole");
  }

  @Test
  void replacesATextWholeOnAnotherFileSystem(@TempDir Path folder) throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.viewfs.mounttable.shop.link./data", folder.toUri().toString());
    Location file = new Location("viewfs://shop/data/new/state.json");
    file.write("a long first text", hadoop);
    file.write("second", hadoop);
    assertThat(file.read(hadoop)).isEqualTo("second");
    assertThat(folder.resolve("new").toFile().list((parent, name) -> !name.startsWith(".")))
        .containsExactly("state.json");
  }

  @Test
  void removesAFolderWithAllThatIsInIt(@TempDir Path folder) throws IOException {
    Configuration hadoop = new Configuration();
    new Location(folder + "/none").delete(hadoop);
    Path file = Files.writeString(Files.createDirectory(folder.resolve("a")).resolve("b"), "x");
    new Location(file.getParent().toString()).delete(hadoop);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysInOneLineThatAStoreCannotBeAsked() {
    for (String text : List.of("hdfs://127.0.0.1:1/x", "hdfs:///x", "nosuch://host/x", "s3a:")) {
      Location location = new Location(text);
      assertThatThrownBy(location::missing)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("Cannot look into %s: ".formatted(text))
          .hasMessageNotContaining("\n");
    }
    assertThatThrownBy(() -> new Location("hdfs://127.0.0.1:1/x").missing())
        .hasMessageEndingWith("ConnectException: Connection refused");
  }

  @Test
  void complainsWhereNothingStandsOnThisMachine() {
    assertThatThrownBy(() -> new Location("/no/such/path").requireExisting("it is not there"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("it is not there");
  }
}
