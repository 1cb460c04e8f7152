package org.latticework.pipeline.ingest.ciftable;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.latticework.pipeline.ingest.bytes.DumpText;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.RejectionReason;

/**
 * The lists {@code id_prop.csv} of folders of CIF files, as CGCNN has them: lines of id and target,
 * or of the id alone, without a header. The id is the name of a file next to the list, without
 * {@code .cif}.
 */
public final class CifLists implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The name of a list. */
  public static final String NAME = "id_prop.csv";

  private static final Pattern ENDING = Pattern.compile("(?i)\\.cif(\\.gz)?$");

  private final String root;
  private final Map<String, String> targets = new HashMap<>(); // by path without ending
  private final Map<String, String> refused = new HashMap<>(); // lines by path, of files that exist
  private final Set<String> folders = new HashSet<>(); // that have a list

  /**
   * Begins without lists.
   *
   * @param root path of the input
   */
  public CifLists(String root) {
    this.root = root.endsWith("/") ? root : root + "/";
  }

  /** Returns the name of a file: its path below the input, without its ending. */
  String name(DumpFile cif) {
    String path = stem(cif);
    return path.startsWith(root)
        ? path.substring(root.length())
        : path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns whether a file is a list, however its name is capitalized. */
  static boolean isList(DumpFile file) {
    String path = file.path();
    return path.substring(path.lastIndexOf('/') + 1).equalsIgnoreCase(NAME);
  }

  private static String stem(DumpFile cif) {
    return ENDING.matcher(cif.path()).replaceFirst("");
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /**
   * Takes up a list.
   *
   * @param stored its bytes; the caller closes them
   * @param cifs all CIF files of the dump
   * @return the lines that stand for no file, as rejections; a damaged list ends in one
   * @throws IOException if the storage fails
   */
  public List<DumpRecord> read(
      DumpFile list, InputStream stored, Set<String> cifs, RecordRules rules) throws IOException {
    List<DumpRecord> refused = new ArrayList<>();
    folders.add(folder(list.path()));
    Place place = Place.line(1);
    try {
      CsvRows rows = new CsvRows(DumpText.of(list, stored), 1 << 20);
      while (rows.next()) {
        read(rows, list, cifs, rules).ifPresent(refused::add);
        place = Place.line(rows.nextLine());
      }
    } catch (IOException e) {
      Optional<Fault> damage = DumpText.damage(e);
      if (damage.isEmpty()) {
        throw e;
      }
      refused.add(rules.refuse(list, place, damage.get()));
    }
    return refused;
  }

  /** Takes up a line, or refuses it. */
  private Optional<DumpRecord> read(
      CsvRows rows, DumpFile list, Set<String> cifs, RecordRules rules) {
    String folder = folder(list.path());
    List<String> fields = rows.fields();
    String id = fields.isEmpty() ? "" : fields.get(0).replace("\uFEFF", "").strip();
    Optional<Fault> fault = rows.fault().or(() -> fault(folder + id, fields.size(), cifs));
    if (fault.isEmpty()) {
      targets.put(folder + id, fields.size() == 1 ? "" : fields.get(1).strip());
    } else if (cifs.contains(folder + id)) {
      refused.putIfAbsent(folder + id, "line %d, %s".formatted(rows.line(), fault.get().detail()));
    }
    return fault.map(found -> rules.refuse(list, Place.line(rows.line()), id, "", found));
  }

  private Optional<Fault> fault(String stem, int fields, Set<String> cifs) {
    if (fields > 2) {
      return Optional.of(
          new Fault(
              RejectionReason.MALFORMED_CSV,
              "the line should have id and target, has %d fields".formatted(fields)));
    }
    if (targets.containsKey(stem)) {
      return Optional.of(
          new Fault(RejectionReason.MALFORMED_CSV, "the id is on an earlier line too"));
    }
    return cifs.contains(stem)
        ? Optional.empty()
        : Optional.of(new Fault(RejectionReason.MISSING_FILE, "there is no file " + stem + ".cif"));
  }

  /** Returns the paths of CIF files, without their endings. */
  static Set<String> stems(List<DumpFile> cifs) {
    Set<String> stems = new HashSet<>();
    cifs.forEach(cif -> stems.add(stem(cif)));
    return stems;
  }

  /** Returns the target that a list gives a file, as it is written; none if it is silent. */
  Optional<String> target(DumpFile cif) {
    return Optional.ofNullable(targets.get(stem(cif))).filter(target -> !target.isEmpty());
  }

  /** Returns what is wrong with a file that its folder's list does not name. */
  Optional<Fault> fault(DumpFile cif) {
    if (!folders.contains(folder(cif.path())) || targets.containsKey(stem(cif))) {
      return Optional.empty();
    }
    String line = refused.get(stem(cif));
    return Optional.of(
        new Fault(
            RejectionReason.NOT_LISTED,
            line == null
                ? NAME + " has no line for the file"
                : "the line of %s for the file was refused: %s".formatted(NAME, line)));
  }
}
