package org.latticework.pipeline.ingest.form;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.latticework.pipeline.ingest.atomlist.ExtxyzReader;
import org.latticework.pipeline.ingest.atomlist.PoscarReader;
import org.latticework.pipeline.ingest.bytes.DumpText;
import org.latticework.pipeline.ingest.ciftable.TargetLists;
import org.latticework.pipeline.ingest.dump.DumpFiles;
import org.latticework.pipeline.ingest.record.DumpFile;

/** Tells the form of a dump by looking at it. */
public final class Recognition {
  /** What tells a form: no other entry of a zip is looked at, whatever is wrong with it. */
  private static final Pattern TELLING =
      Pattern.compile(
          "(?!(?i:%s|atom_init\\.json)$)(?:%s)" // CGCNN's, which stand beside CIF
              .formatted(Pattern.quote(TargetLists.NAME), DumpFormat.DOCUMENTS));

  private static final Map<DumpFormat, Pattern> FORMS =
      new EnumMap<>(
          Map.of(
              DumpFormat.JSON, DumpFormat.JSON_NAMES,
              DumpFormat.CIF, DumpFormat.CIF_FILES,
              DumpFormat.POSCAR, DumpFormat.POSCAR_FILES,
              DumpFormat.EXTXYZ, DumpFormat.EXTXYZ_NAMES,
              DumpFormat.CSV, DumpFormat.CSV_NAMES));
  private static final Pattern CIF_TEXT = Pattern.compile("(?i)(data_|loop_|_).*");
  private static final Pattern CSV_HEADER =
      Pattern.compile("(?s)\\uFEFF?([^\\n]*,)?\\s*\"?cif\"?\\s*(,[^\\n]*)?(\\r?\\n.*)?");
  private static final int HEAD = 1 << 14; // bytes

  private Recognition() {}

  /**
   * Returns the form: that of a table, if {@link TableRecognition} finds one; else a file shows it
   * by its beginning or its name, a folder or a zip by the names in it.
   *
   * @throws FileNotFoundException if there is no such path, or a folder has no file of any form
   * @throws UnclearFormException if a folder has files of several forms
   */
  public static DumpFormat of(Configuration conf, String input) throws IOException {
    Optional<DumpFormat> table = TableRecognition.of(conf, input);
    if (table.isPresent()) {
      return table.get();
    }
    Path path = new Path(input);
    FileStatus status = path.getFileSystem(conf).getFileStatus(path);
    return status.isFile() && !DumpFiles.isZip(conf, status)
        ? ofFile(conf, status)
        : ofFolder(conf, input);
  }

  private static DumpFormat ofFolder(Configuration conf, String input) throws IOException {
    Set<DumpFormat> found = EnumSet.noneOf(DumpFormat.class);
    for (DumpFile file : DumpFiles.list(conf, input, TELLING)) {
      String name = file.path().substring(file.path().lastIndexOf('/') + 1);
      FORMS.forEach((form, names) -> addIf(names.matcher(name).matches(), form, found));
    }
    if (found.isEmpty()) {
      throw new FileNotFoundException(
          "No JSON, CIF, POSCAR, XYZ, CSV or Parquet file in %s: nothing to ingest"
              .formatted(input));
    }
    if (found.size() > 1) {
      String forms = found.stream().map(DumpFormat::word).collect(Collectors.joining(", "));
      throw new UnclearFormException(input, forms);
    }
    return found.iterator().next();
  }

  private static void addIf(boolean fits, DumpFormat form, Set<DumpFormat> found) {
    if (fits) {
      found.add(form);
    }
  }

  private static DumpFormat ofFile(Configuration conf, FileStatus status) throws IOException {
    try (InputStream in = DumpFiles.open(conf, status.getPath())) {
      DumpFile file = new DumpFile(status.getPath().toString(), status.getLen());
      byte[] head = DumpText.of(file, in).readNBytes(HEAD);
      return ofText(new String(head, StandardCharsets.UTF_8))
          .orElseGet(() -> ofName(status.getPath().getName()));
    } catch (EOFException | ZipException e) {
      return ofName(status.getPath().getName()); // the reader says what is wrong with it
    }
  }

  /** Returns the form of a text that begins so; none if it may be any. */
  static Optional<DumpFormat> ofText(String beginning) {
    boolean cif =
        beginning
            .lines()
            .map(line -> line.replace("\uFEFF", "").strip())
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .findFirst()
            .filter(line -> CIF_TEXT.matcher(line).matches())
            .isPresent();
    if (cif) {
      return Optional.of(DumpFormat.CIF);
    }
    if (ExtxyzReader.begins(beginning)) {
      return Optional.of(DumpFormat.EXTXYZ);
    }
    if (PoscarReader.begins(beginning)) {
      return Optional.of(DumpFormat.POSCAR);
    }
    if (beginning.stripLeading().matches("(?s)[\\[{].*")) {
      return Optional.of(DumpFormat.JSON);
    }
    return CSV_HEADER.matcher(beginning).matches() ? Optional.of(DumpFormat.CSV) : Optional.empty();
  }

  private static DumpFormat ofName(String name) {
    return FORMS.entrySet().stream()
        .filter(form -> form.getValue().matcher(name).matches())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(DumpFormat.JSON);
  }
}
