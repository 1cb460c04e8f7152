package org.latticework.pipeline.ingest.ciftable;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.latticework.pipeline.ingest.cif.CifBlock;
import org.latticework.pipeline.ingest.cif.CifParser;
import org.latticework.pipeline.ingest.cifvalue.CifException;
import org.latticework.pipeline.ingest.document.TargetNames;
import org.latticework.pipeline.ingest.record.ColumnMap;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Fault;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordReader;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.ingest.record.RecordSource;
import org.latticework.pipeline.material.RejectionReason;
import org.latticework.pipeline.table.MaterialTable;

/**
 * Reads CSV files with a header and a column {@code cif}, as CDVAE has them. Other columns are
 * found by name, or by {@link RecordRules#columns}; those that nobody knows are skipped.
 */
public final class CsvReader implements RecordReader {
  private static final String CIF = "cif";
  private static final String ID = "material_id";
  private static final String SPACE_GROUP = "spacegroup_number";

  private final RecordRules rules;
  private final int maxRecord;

  public CsvReader(RecordRules rules) {
    this(rules, MAX_RECORD);
  }

  CsvReader(RecordRules rules, int maxRecord) {
    this.rules = rules;
    this.maxRecord = maxRecord;
  }

  @Override
  public RecordSource open(DumpFile file, InputStream text) {
    return new Table(file, new CsvRows(text, maxRecord));
  }

  private final class Table implements RecordSource {
    private final DumpFile file;
    private final CsvRows rows;
    private List<String> given = List.of(); // the header
    private List<String> header = List.of(); // as summary documents call it
    private long row; // of the data, from 1
    private boolean unreadable;

    private Table(DumpFile file, CsvRows rows) {
      this.file = file;
      this.rows = rows;
    }

    @Override
    public Optional<DumpRecord> next() throws IOException {
      if (unreadable || !rows.next()) {
        return Optional.empty();
      }
      if (!header.isEmpty()) {
        row++;
        return Optional.of(record(at(rows.line())));
      }
      given = rows.fields().stream().map(Table::stripped).toList();
      header = given.stream().map(this::field).toList();
      if (header.contains(CIF)) {
        return next();
      }
      unreadable = true;
      return Optional.of(
          rules.refuse(
              file,
              Place.line(rows.line()),
              rows.fault().orElse(malformed("the header has no column named " + cifColumn()))));
    }

    private String cifColumn() {
      return rules.columns().path(ColumnMap.STRUCTURE).orElse(CIF);
    }

    /** Returns what a column is called in summary documents; nothing if another has its place. */
    private String field(String column) {
      Optional<String> mapped = rules.columns().name(column);
      if (mapped.isPresent()) {
        return switch (mapped.get()) {
          case ColumnMap.STRUCTURE -> CIF;
          case MaterialTable.SYMMETRY_NUMBER -> SPACE_GROUP;
          default -> mapped.get();
        };
      }
      String field = TargetNames.field(column);
      String name =
          switch (field) {
            case CIF -> ColumnMap.STRUCTURE;
            case SPACE_GROUP -> MaterialTable.SYMMETRY_NUMBER;
            default -> field;
          };
      return rules.columns().path(name).isPresent() ? "" : field;
    }

    private static String stripped(String column) {
      return column.replace("\uFEFF", "").strip();
    }

    @Override
    public Place place() {
      return new Place(rows.nextLine(), "line %d, row %d".formatted(rows.nextLine(), row + 1));
    }

    private Place at(long line) {
      return new Place(line, "line %d, row %d".formatted(line, row));
    }

    private DumpRecord record(Place place) {
      List<String> fields = rows.fields();
      if (rows.fault().isPresent()) {
        return rules.refuse(file, place, rows.fault().get());
      }
      if (fields.size() != header.size()) {
        return rules.refuse(
            file,
            place,
            malformed(
                "the row should have %d fields, has %d".formatted(header.size(), fields.size())));
      }
      int id = header.indexOf(ID);
      CrystalRecord material = new CrystalRecord(id < 0 ? "" : fields.get(id), rules);
      for (int column = 0; column < fields.size(); column++) {
        material.put(header.get(column), given.get(column), fields.get(column));
      }
      return crystal(material, fields.get(header.indexOf(CIF)), place);
    }

    private DumpRecord crystal(CrystalRecord material, String cif, Place place) {
      try {
        List<CifBlock> blocks = CifParser.blocks(cif);
        if (blocks.size() == 1) {
          return material.record(blocks.get(0), file, place);
        }
        material.add(
            new Fault(
                RejectionReason.MALFORMED_CIF,
                "the cell should hold one crystal, holds " + blocks.size()));
      } catch (CifException e) {
        material.add(new Fault(CrystalRecord.reason(e.fault()), e.getMessage()));
      }
      return material.refusal(file, place);
    }
  }

  private static Fault malformed(String detail) {
    return new Fault(RejectionReason.MALFORMED_CSV, detail);
  }
}
