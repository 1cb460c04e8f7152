package org.latticework.jobs.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.latticework.jobs.predictor.Answer;
import org.latticework.jobs.predictor.PredictingModel;

/**
 * What a model says, as JSON: the names are those of the columns of {@code predict}.
 *
 * @param model that was asked
 */
record AnswerJson(PredictingModel model) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Returns a response: which model it is, and an object for each crystal of the request.
   *
   * @param error why there is no prediction at all; empty where there is one
   */
  byte[] response(List<Answer> answers, String error) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      if (!error.isEmpty()) {
        json.writeStringField("error", error);
      }
      json.writeStringField("model", model.files().name());
      json.writeStringField("training_id", model.files().trainingId());
      json.writeArrayFieldStart("predictions");
      for (Answer answer : answers) {
        write(answer, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array in memory does not fail
    }
    return bytes.toByteArray();
  }

  private void write(Answer answer, JsonGenerator json) throws IOException {
    json.writeStartObject();
    write("material_id", answer.materialId().orElse(null), json);
    write("formula", answer.formula().orElse(null), json);
    List<String> columns = model.output().columns();
    if (answer instanceof Answer.Given given) {
      for (int k = 0; k < columns.size(); k++) {
        write(columns.get(k), given.values().get(k), json);
      }
      if (given.elementsSeen().isPresent()) {
        json.writeBooleanField("elements_seen", given.elementsSeen().get());
      }
    } else {
      Answer.Refused refused = (Answer.Refused) answer;
      json.writeStringField("reason", refused.reason().name());
      json.writeStringField("detail", refused.detail());
    }
    json.writeEndObject();
  }

  private static void write(String name, Object value, JsonGenerator json) throws IOException {
    json.writeFieldName(name);
    if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof String text) {
      json.writeString(text);
    } else {
      json.writeNull();
    }
  }
}
