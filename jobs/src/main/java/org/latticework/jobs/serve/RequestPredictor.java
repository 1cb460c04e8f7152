package org.latticework.jobs.serve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.latticework.jobs.predictor.Answer;
import org.latticework.jobs.predictor.CrystalPredictor;
import org.latticework.jobs.predictor.PredictingModel;
import org.latticework.pipeline.ingest.record.DumpRecord;

/** From the body of a request to the response. For one thread. */
final class RequestPredictor {
  private final RequestReader reader;
  private final CrystalPredictor predictor;
  private final AnswerJson json;

  /**
   * Opens the networks.
   *
   * @param model read before
   * @param most crystals that a request may have
   */
  RequestPredictor(PredictingModel model, int most) throws IOException {
    this.reader = new RequestReader(most);
    this.predictor = new CrystalPredictor(model);
    this.json = new AnswerJson(model);
  }

  /**
   * Answers.
   *
   * @param name of a crystal that a CIF does not name
   * @param abandoned asked before each crystal: whether nobody waits for the response any more
   * @throws RefusedRequestException if the request breaks a rule
   */
  Response answer(byte[] body, String name, BooleanSupplier abandoned)
      throws RefusedRequestException {
    List<Answer> answers = new ArrayList<>();
    int predicted = 0;
    String detail = "";
    for (DumpRecord record : reader.read(body, name)) {
      if (abandoned.getAsBoolean()) {
        break;
      }
      Answer answer = predictor.answer(record);
      answers.add(answer);
      if (answer instanceof Answer.Refused refused) {
        detail = detail.isEmpty() ? refused.detail() : detail;
      } else {
        predicted++;
      }
    }
    String error = predicted > 0 ? "" : "No crystal can be predicted: " + detail;
    return Response.ofCrystals(
        json.response(answers, error), predicted, answers.size() - predicted);
  }
}
