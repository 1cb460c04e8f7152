package org.latticework.trainer.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.latticework.trainer.batch.UnsuitableCrystalsException;
import org.latticework.trainer.parallelism.Parallelism;

/**
 * A run between two rounds. With the examples and the configuration, it is all that it takes to go
 * on as if nothing had happened, to the last bit: the order of the crystals and dropout are
 * functions of the seed, the epoch and the worker.
 *
 * <p>Saved, it is a zip of {@code state.json} and {@code networks.bin}: the arrays of {@link
 * RunArrays}, each after its length, numbers in big-endian order.
 */
public final class TrainingState {
  private static final int FORMAT = 3;
  private static final int BUFFER = 1 << 16; // bytes
  private static final int LONGEST_CARD = 1 << 26; // bytes; some 200 an epoch

  private final Position position;
  private final Data data;
  private final TrainingRecord record;
  private final RunArrays networks;

  /**
   * Where a run stands.
   *
   * @param epoch under way, from 1; one more than the last where all are done
   * @param round the last that is done in it; 0 at its beginning
   * @param steps that each worker has taken since the run began
   * @param parallelism by which rounds are counted
   */
  public record Position(int epoch, int round, int steps, Parallelism parallelism) {}

  /**
   * What a run learns from, in numbers that other crystals would hardly share.
   *
   * @param crystals number of them
   * @param meanTarget mean of the known targets of a column, summed over columns
   */
  public record Data(int crystals, double meanTarget) {}

  /**
   * Joins what a run is at a moment.
   *
   * @param position where it stands
   * @param data what it learns from
   * @param record what it has been like
   * @param networks its numbers
   */
  public TrainingState(Position position, Data data, TrainingRecord record, RunArrays networks) {
    this.position = position;
    this.data = data;
    this.record = record;
    this.networks = networks;
  }

  public Position position() {
    return position;
  }

  /**
   * Checks that a run learns from the same crystals.
   *
   * @throws UnsuitableCrystalsException if not
   */
  public void requireData(Data found) {
    if (!found.equals(data)) {
      throw new UnsuitableCrystalsException(
          "The training crystals are not those that this training began with: %,d with a mean of %s then, %,d with %s now"
              .formatted(data.crystals(), data.meanTarget(), found.crystals(), found.meanTarget()));
    }
  }

  public TrainingRecord record() {
    return record;
  }

  public RunArrays networks() {
    return networks;
  }

  /**
   * Returns the state to go on from with another number of workers, other batches or rounds: the
   * epoch under way begins again, since its rounds are others, and steps count as if all before had
   * been such epochs, so that a schedule goes on at the same part of its way. The same state where
   * nothing of that differs.
   *
   * @param stepsPerEpoch of each worker
   */
  public TrainingState under(Parallelism parallelism, int stepsPerEpoch) {
    if (parallelism.equals(position.parallelism())) {
      return this;
    }
    int steps = (position.epoch() - 1) * stepsPerEpoch;
    return new TrainingState(
        new Position(position.epoch(), 0, steps, parallelism),
        data,
        record.atEpochsBeginning(),
        networks);
  }

  /**
   * Writes the state; leaves the stream open.
   *
   * @throws IOException if the stream does
   */
  public void save(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.putNextEntry(new ZipEntry("state.json"));
    zip.write(new ObjectMapper().writeValueAsBytes(new Card(FORMAT, position, data, record)));
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry("networks.bin"));
    DataOutputStream numbers = new DataOutputStream(new BufferedOutputStream(zip, BUFFER));
    networks.write(numbers);
    numbers.flush();
    zip.closeEntry();
    zip.finish();
  }

  /**
   * Reads what {@link #save} has written; leaves the stream open.
   *
   * @throws OtherFormatException if another version has written the state
   * @throws IOException if the stream does, or holds something else
   */
  public static TrainingState load(InputStream in) throws IOException {
    PackedStream packed = new PackedStream(in);
    ZipInputStream zip = new ZipInputStream(packed);
    enter(zip, "state.json");
    byte[] json = zip.readNBytes(LONGEST_CARD + 1);
    if (json.length > LONGEST_CARD) {
      throw new IOException(
          "The state.json of a state has at most %d bytes".formatted(LONGEST_CARD));
    }
    Card card = card(json);
    enter(zip, "networks.bin");
    DataInputStream numbers =
        new DataInputStream(new BufferedInputStream(packed.bounded(zip), BUFFER));
    RunArrays networks = RunArrays.read(numbers);
    if (numbers.read() >= 0) { // at the end of an entry, its checksum is compared
      throw new IOException("A state ends with its networks, this one goes on");
    }
    return new TrainingState(card.position(), card.data(), card.record(), networks);
  }

  /** Another format may have other keys, so its number is read first. */
  private static Card card(byte[] json) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode card = mapper.readTree(json);
    int format = card.path("format").asInt();
    if (format != FORMAT) {
      throw new OtherFormatException(format, FORMAT);
    }
    return mapper.treeToValue(card, Card.class);
  }

  private static void enter(ZipInputStream zip, String name) throws IOException {
    ZipEntry entry;
    try {
      entry = zip.getNextEntry();
    } catch (IllegalArgumentException e) { // what it says of a name that is no text
      throw new IOException("An entry of the zip has no name", e);
    }
    if (entry == null || !entry.getName().equals(name)) {
      throw new IOException("A state is a zip of state.json and networks.bin: no " + name);
    }
  }

  /** The content of {@code state.json}. */
  private record Card(int format, Position position, Data data, TrainingRecord record) {}
}
