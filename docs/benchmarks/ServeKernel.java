import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.latticework.jobs.model.LocalFiles;
import org.latticework.jobs.predictor.CrystalPredictor;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.pipeline.ingest.document.DocumentParser;
import org.latticework.pipeline.ingest.record.ColumnMap;
import org.latticework.pipeline.ingest.record.DumpFile;
import org.latticework.pipeline.ingest.record.DumpRecord;
import org.latticework.pipeline.ingest.record.Place;
import org.latticework.pipeline.ingest.record.RecordRules;

/** Times the prediction of crystals that have been read before, on one thread: graph and network. */
public class ServeKernel {
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    List<DumpRecord> records = new ArrayList<>();
    DocumentParser parser = new DocumentParser(RecordRules.ofStructures(ColumnMap.none()));
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Path.of(args[1]))),
                StandardCharsets.UTF_8))) {
      for (int k = 0; k < Integer.parseInt(args[2]); k++) {
        byte[] text = lines.readLine().getBytes(StandardCharsets.UTF_8);
        records.add(
            parser.parse(text, 0, text.length, new DumpFile("x", text.length), Place.line(k)));
      }
    }
    PredictingModel model =
        PredictingModel.open("m", new LocalFiles(folder), PredictingModel.Asked.PREDICTIONS);
    CrystalPredictor predictor = new CrystalPredictor(model);
    for (int round = 0; round < 5; round++) {
      long start = System.nanoTime();
      records.forEach(predictor::answer);
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("kernel     %.0f crystals a second%n", records.size() / seconds);
    }
  }
}
