package org.latticework.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
  @TempDir private Path folder;

  @Test
  void keepsTheOrderAndWritesWhatIsNoNumberAsNull() throws IOException {
    Path file = folder.resolve("new/summary.json");
    Summary.requireWritable(file);
    new Summary().put("job", "train").put("count", 3).put("mae", Double.NaN).write(file);
    assertThat(Files.readString(file))
        .containsSubsequence("\"job\" : \"train\"", "\"count\" : 3", "\"mae\" : null");
  }

  @Test
  void leavesNoOldSummaryBehindAndNothingHalfWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("summary.json"), "of a run before");
    Summary.remove(file);
    assertThat(file).doesNotExist();
    new Summary().put("job", "train").write(file);
    assertThat(folder.toFile().list()).containsExactly("summary.json");
  }

  @Test
  void countsNothingWhereNothingWasStated() {
    assertThat(new Summary().put("rejected", 7L).count("rejected")).isEqualTo(7);
    assertThat(new Summary().count("rejected")).isZero();
    assertThat(new Summary().put("mae", Double.NaN).facts()).containsEntry("mae", null);
  }
}
