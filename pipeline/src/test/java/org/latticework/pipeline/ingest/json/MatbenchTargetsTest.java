package org.latticework.pipeline.ingest.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latticework.pipeline.ingest.Records;
import org.latticework.pipeline.ingest.json.MatbenchTargets.Row;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.RecordRules;
import org.latticework.pipeline.material.RejectionReason;

class MatbenchTargetsTest {
  private static final String PATH = "/d/matbench_mp_gap.json";
  private static final String COLUMNS = "[\"structure\",\"gap pbe\"]";

  private final MatbenchTargets targets =
      new MatbenchTargets(new RecordRules("", false, false, List.of(), ""));

  private List<DumpRecord.Refused> read(String text) {
    return Records.read(targets, PATH, text).stream().map(DumpRecord.Refused.class::cast).toList();
  }

  @Test
  void namesRowsAsIngestDoesWhateverIsWrongWithTheirStructures() {
    String text =
        "{\"index\":[0,1,null,\"mine\",4,0],\"columns\":%s,\"data\":[[null,1.5],[{\"sites\":7},2],[{},3],[{},\"x\"],[{}],[{},9]]}"
            .formatted(COLUMNS);
    List<DumpRecord.Refused> refused = read(text);
    assertThat(refused).hasSize(6).allMatch(MatbenchTargets::isOfARow);
    assertThat(targets.rows())
        .containsExactly(
            Map.entry("mb-mp-gap-1", new Row(0, 1.5)),
            Map.entry("mb-mp-gap-2", new Row(1, 2)),
            Map.entry("mine", new Row(3, Double.NaN)),
            Map.entry("mb-mp-gap-5", new Row(4, Double.NaN)));
  }

  @Test
  void readsTheTargetWhereverItsColumnIs() {
    read("{\"columns\":[\"gap pbe\",\"structure\"],\"data\":[[1e-3,{\"a\":[5]}],[-2,[{}]]]}");
    assertThat(targets.rows().values()).containsExactly(new Row(0, 1e-3), new Row(1, -2));
  }

  @Test
  void tellsAFaultOfTheFileFromThoseOfItsRows() {
    for (String text :
        List.of(
            "{\"material_id\":\"mp-1\",\"structure\":{}}",
            "{\"columns\":[\"structure\",\"strange\"],\"data\":[]}",
            "{\"columns\":%s,\"data\":[[{},1],[{},2]".formatted(COLUMNS))) {
      List<DumpRecord.Refused> refused = read(text);
      assertThat(refused).filteredOn(one -> !MatbenchTargets.isOfARow(one)).as(text).hasSize(1);
      assertThat(refused.get(refused.size() - 1).rejection().reason())
          .isIn(RejectionReason.MALFORMED_JSON, RejectionReason.UNKNOWN_TARGET);
    }
  }
}
