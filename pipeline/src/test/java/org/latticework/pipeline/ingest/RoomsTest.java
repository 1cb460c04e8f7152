package org.latticework.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The doors between the packages of ingest, which are the imports of their classes. */
class RoomsTest {
  private static final Path INGEST = Path.of("src/main/java/org/latticework/pipeline/ingest");
  private static final Pattern IMPORT =
      Pattern.compile(
          "^import (?:static )?org\\.latticework\\.pipeline\\.ingest\\.(?:(\\w+)\\.)?[A-Z]",
          Pattern.MULTILINE);
  private static final Pattern USES = Pattern.compile("<p>Uses ([^.]*)\\.");
  private static final Pattern ROOM = Pattern.compile("\\{@code (\\w+)\\}");

  /** Returns the rooms that each room uses; that of the whole has an empty name. */
  private static Map<String, Set<String>> doors() throws IOException {
    Map<String, Set<String>> doors = new TreeMap<>();
    try (Stream<Path> files = Files.walk(INGEST)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        String room = INGEST.relativize(file.getParent()).toString();
        Set<String> used = doors.computeIfAbsent(room, name -> new TreeSet<>());
        Matcher door = IMPORT.matcher(Files.readString(file));
        while (door.find()) {
          used.add(door.group(1) == null ? "" : door.group(1));
        }
        used.remove(room);
      }
    }
    return doors;
  }

  @Test
  void openOneWay() throws IOException {
    Map<String, Set<String>> shut = doors();
    assertThat(shut.get("")).contains("form", "reconcile");
    boolean opened = true;
    while (opened) {
      Set<String> left = Set.copyOf(shut.keySet());
      opened = shut.values().removeIf(used -> Collections.disjoint(used, left));
    }
    assertThat(shut).as("rooms that use each other, and those that use them").isEmpty();
  }

  @Test
  void areNamedWhereTheRoomIsExplained() throws IOException {
    Map<String, Set<String>> doors = doors();
    doors.remove("");
    for (Map.Entry<String, Set<String>> room : doors.entrySet()) {
      String text = Files.readString(INGEST.resolve(room.getKey()).resolve("package-info.java"));
      List<String> uses = USES.matcher(text).results().map(found -> found.group(1)).toList();

      assertThat(uses).as(room.getKey()).hasSize(1);
      assertThat(ROOM.matcher(uses.get(0)).results().map(found -> found.group(1)))
          .as(room.getKey())
          .containsExactlyInAnyOrderElementsOf(room.getValue());
    }
  }
}
