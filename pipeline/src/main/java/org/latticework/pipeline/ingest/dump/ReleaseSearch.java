package org.latticework.pipeline.ingest.dump;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.latticework.pipeline.ingest.record.DumpFile;

/** Looks for the releases of a dump, folder by folder. */
final class ReleaseSearch {
  private static final String LOG = "_delta_log";
  private static final String SUMMARY = "summary";
  private static final String VERSION = "version=";

  /** Materials Project's other collections, which come at other times than the summaries. */
  private static final Set<String> OTHERS =
      Set.of(
          "absorption",
          "alloys",
          "bonds",
          "chemenv",
          "dielectric",
          "elasticity",
          "electronic_structure",
          "eos",
          "grain_boundaries",
          "insertion_electrodes",
          "magnetism",
          "materials",
          "molecules",
          "oxidation_states",
          "phonon",
          "piezoelectric",
          "provenance",
          "robocrys",
          "similarity",
          "substrates",
          "surface_properties",
          "synthesis",
          "tasks",
          "thermo",
          "xas");

  private final FileSystem fs;
  // Of each release, by name: the folders that are it, and its files.
  private final Map<String, NavigableSet<String>> folders = new TreeMap<>();
  private final Map<String, NavigableSet<String>> files = new TreeMap<>();
  private final NavigableSet<String> loose = new TreeSet<>(); // files of no release
  private final List<Path> tables = new ArrayList<>();

  private ReleaseSearch(FileSystem fs) {
    this.fs = fs;
  }

  static ReleaseSearch of(FileSystem fs, FileStatus root) throws IOException {
    ReleaseSearch search = new ReleaseSearch(fs);
    String release = release(root.getPath());
    if (root.isFile()) {
      search.file(root);
    } else if (release.isEmpty()) {
      search.folder(root.getPath());
    } else {
      search.release(release, root.getPath());
    }
    return search;
  }

  /** Returns the release whose folder a path is or lies in; empty if none. */
  private static String release(Path folder) {
    return new DumpFile(folder + "/", 0).databaseVersion();
  }

  private void folder(Path folder) throws IOException {
    FileStatus[] within = fs.listStatus(folder);
    Arrays.sort(within, Comparator.comparing(FileStatus::getPath));
    if (Arrays.stream(within).anyMatch(file -> file.getPath().getName().equals(LOG))) {
      tables.add(folder);
      return;
    }
    for (FileStatus found : within) {
      if (found.isFile()) {
        file(found);
      } else if (!isHidden(found)) {
        String release = release(found.getPath());
        if (release.isEmpty()) {
          folder(found.getPath());
        } else {
          release(release, found.getPath());
        }
      }
    }
  }

  private void file(FileStatus file) {
    if (!isHidden(file) && !file.getPath().getName().startsWith("manifest.")) {
      loose.add(line(file));
    }
  }

  private static boolean isHidden(FileStatus found) {
    return found.getPath().getName().startsWith(".") || found.getPath().getName().startsWith("_");
  }

  /**
   * Notes a release: its folder {@code summary} where there is one, else all of it. One that has
   * other collections and no summaries is not there yet.
   */
  private void release(String name, Path folder) throws IOException {
    Path summary = new Path(folder, SUMMARY);
    boolean whole = new DumpFile(folder + "/", 0).releaseFolder().equals(folder.toString());
    List<FileStatus> within = whole ? List.of(fs.listStatus(folder)) : List.of();
    boolean hasSummary =
        within.stream().anyMatch(found -> found.getPath().getName().equals(SUMMARY));
    if (!hasSummary && within.stream().anyMatch(ReleaseSearch::isOtherCollection)) {
      return;
    }
    Path read = hasSummary ? summary : folder;
    NavigableSet<String> below = below(read);
    if (!below.isEmpty()) {
      folders.computeIfAbsent(name, n -> new TreeSet<>()).add(read.toString());
      files.computeIfAbsent(name, n -> new TreeSet<>()).addAll(below);
    }
  }

  private NavigableSet<String> below(Path folder) throws IOException {
    NavigableSet<String> below = new TreeSet<>();
    RemoteIterator<LocatedFileStatus> found = fs.listFiles(folder, true);
    while (found.hasNext()) {
      below.add(line(found.next()));
    }
    return below;
  }

  private static boolean isOtherCollection(FileStatus found) {
    return found.isDirectory() && OTHERS.contains(found.getPath().getName().replace('-', '_'));
  }

  private static String line(FileStatus file) {
    return "%s %d %d".formatted(file.getPath(), file.getLen(), file.getModificationTime());
  }

  /**
   * Returns what was found.
   *
   * @param input that was searched
   */
  List<DumpRelease> releases(String input) throws IOException {
    if (!tables.isEmpty()) {
      return versions(table(input));
    }
    if (!loose.isEmpty()) {
      files.values().forEach(loose::addAll);
      return List.of(new DumpRelease("", input, false, fingerprint(loose)));
    }
    List<DumpRelease> releases = new ArrayList<>();
    files.forEach(
        (name, listed) -> {
          NavigableSet<String> of = folders.get(name);
          String whole = of.size() == 1 ? of.first() : input;
          releases.add(new DumpRelease(name, whole, false, fingerprint(listed)));
        });
    return releases;
  }

  /** Returns the Delta table to read: the only one, or the one of summaries. */
  private Path table(String input) throws IOException {
    List<Path> meant =
        tables.size() == 1
            ? tables
            : tables.stream().filter(table -> table.getName().equals(SUMMARY)).toList();
    if (meant.size() != 1) {
      throw new IOException(
          "There are %d Delta tables below %s, such as %s: name the one to read with --input"
              .formatted(tables.size(), input, tables.get(0)));
    }
    return meant.get(0);
  }

  /** Returns the versions of a Delta table by its folders; a table without such is one release. */
  private List<DumpRelease> versions(Path table) throws IOException {
    Map<String, NavigableSet<String>> versions = new TreeMap<>();
    for (FileStatus found : fs.listStatus(table)) {
      if (found.isDirectory() && found.getPath().getName().startsWith(VERSION)) {
        versions.put(release(found.getPath()), below(found.getPath()));
      }
    }
    if (versions.isEmpty()) {
      NavigableSet<String> log = new TreeSet<>();
      for (FileStatus commit : fs.listStatus(new Path(table, LOG))) {
        log.add(line(commit));
      }
      return List.of(new DumpRelease("", table.toString(), true, fingerprint(log)));
    }
    List<DumpRelease> releases = new ArrayList<>();
    versions.forEach(
        (name, listed) ->
            releases.add(new DumpRelease(name, table.toString(), true, fingerprint(listed))));
    return releases;
  }

  private static String fingerprint(NavigableSet<String> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String file : files) {
        digest.update(file.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
