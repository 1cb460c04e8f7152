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
import org.latticework.pipeline.ingest.bytes.DumpText;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.FileNames;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.material.Target;

/**
 * The lists {@code id_prop.csv} of folders of files with one crystal each, as CGCNN and ALIGNN have
 * them: lines of id and target, or of the id alone, without a header. The id is the name of a file
 * next to the list, with or without its ending.
 */
public final class TargetLists implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The name of a list. */
  public static final String NAME = "id_prop.csv";

  private final FileNames names;
  private final Map<String, String> targets = new HashMap<>(); // by path without ending
  private final Map<String, String> refused = new HashMap<>(); // lines by path, of files that exist
  private final Set<String> folders = new HashSet<>(); // that have a list

  /**
   * Begins without lists.
   *
   * @param root path of the input
   */
  public TargetLists(String root) {
    this.names = new FileNames(root);
  }

  /** Returns the name of a file: its path below the input, without its ending. */
  public String name(DumpFile file) {
    return names.name(file);
  }

  /** Returns whether a file is a list, however its name is capitalized. */
  static boolean isList(DumpFile file) {
    String path = file.path();
    return path.substring(path.lastIndexOf('/') + 1).equalsIgnoreCase(NAME);
  }

  private static String stem(DumpFile file) {
    return FileNames.stem(file.path());
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /**
   * Takes up a list.
   *
   * @param stored its bytes; the caller closes them
   * @param files all other files of the dump, without their endings
   * @return the lines that stand for no file, as rejections; a damaged list ends in one
   * @throws IOException if the storage fails
   */
  public List<DumpRecord> read(
      DumpFile list, InputStream stored, Set<String> files, RecordRules rules) throws IOException {
    List<DumpRecord> refused = new ArrayList<>();
    folders.add(folder(list.path()));
    Place place = Place.line(1);
    try {
      CsvRows rows = new CsvRows(DumpText.of(list, stored), 1 << 20);
      while (rows.next()) {
        read(rows, list, files, rules).ifPresent(refused::add);
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
      CsvRows rows, DumpFile list, Set<String> files, RecordRules rules) {
    String folder = folder(list.path());
    List<String> fields = rows.fields();
    String id = fields.isEmpty() ? "" : fields.get(0).replace("\uFEFF", "").strip();
    // A dot may belong to the name: that of POSCAR-1.vasp.cif is POSCAR-1.vasp.
    String stem = files.contains(folder + id) ? folder + id : FileNames.stem(folder + id);
    Optional<Fault> fault = rows.fault().or(() -> fault(stem, fields.size(), files));
    if (fault.isEmpty()) {
      targets.put(stem, fields.size() == 1 ? "" : fields.get(1).strip());
    } else if (files.contains(stem)) {
      refused.putIfAbsent(stem, "line %d, %s".formatted(rows.line(), fault.get().detail()));
    }
    return fault.map(found -> rules.refuse(list, Place.line(rows.line()), id, "", found));
  }

  private Optional<Fault> fault(String stem, int fields, Set<String> files) {
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
    return files.contains(stem)
        ? Optional.empty()
        : Optional.of(
            new Fault(RejectionReason.MISSING_FILE, "there is no file of crystals " + stem));
  }

  /** Returns the paths of files, without their endings. */
  static Set<String> stems(List<DumpFile> files) {
    Set<String> stems = new HashSet<>();
    files.forEach(file -> stems.add(stem(file)));
    return stems;
  }

  /**
   * Notes the target that a list gives a file, or that its list has none.
   *
   * @return whether there is a target
   */
  public boolean putTarget(DumpFile file, CrystalRecord record, RecordRules rules) {
    fault(file).ifPresent(record::add);
    String target = targets.getOrDefault(stem(file), "");
    String column = rules.targetOr(Target.FORMATION_ENERGY_PER_ATOM.column());
    record.put(column, "%s of %s".formatted(column, NAME), target);
    return !target.isEmpty();
  }

  /** Returns what is wrong with a file that its folder's list does not name. */
  private Optional<Fault> fault(DumpFile file) {
    if (!folders.contains(folder(file.path())) || targets.containsKey(stem(file))) {
      return Optional.empty();
    }
    String line = refused.get(stem(file));
    return Optional.of(
        new Fault(
            RejectionReason.NOT_LISTED,
            line == null
                ? NAME + " has no line for the file"
                : "the line of %s for the file was refused: %s".formatted(NAME, line)));
  }
}
