package org.latticework.trainer.curves;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A file of scalars that TensorBoard shows: records of TensorFlow's {@code TFRecord} format, each
 * an {@code Event} message in protobuf's encoding. A record is its length (8 bytes), a checksum of
 * that (4), the message, and a checksum of the message (4), all little-endian; a checksum is
 * CRC-32C, rotated right by 15 bits, plus 0xa282ead8.
 *
 * <p>Of {@code Event} it uses {@code wall_time} (field 1, double), {@code step} (2, int64), {@code
 * file_version} (3, string) and {@code summary} (5), which holds a {@code value} (1) of {@code tag}
 * (1, string) and {@code simple_value} (2, float).
 */
public final class EventFile implements AutoCloseable {
  private static final int VARINT = 0; // wire types of protobuf
  private static final int EIGHT_BYTES = 1;
  private static final int MESSAGE = 2;
  private static final int FOUR_BYTES = 5;
  private static final int MASK = 0xa282ead8;

  private final OutputStream out;

  /**
   * Begins a file.
   *
   * @param out closed with this
   * @param seconds the time, since 1970
   */
  public EventFile(OutputStream out, double seconds) throws IOException {
    this.out = out;
    ByteArrayOutputStream event = event(seconds);
    message(event, 3, "brain.Event:2".getBytes(StandardCharsets.UTF_8));
    write(event.toByteArray());
  }

  /**
   * Adds a point to a curve; it is in the file when this returns.
   *
   * @param seconds the time, since 1970
   * @param step where on the axis; not negative
   * @param tag name of the curve, with slashes between groups
   */
  public void scalar(double seconds, long step, String tag, float value) throws IOException {
    ByteArrayOutputStream point = new ByteArrayOutputStream();
    message(point, 1, tag.getBytes(StandardCharsets.UTF_8));
    point.write((2 << 3) | FOUR_BYTES);
    point.writeBytes(little(4, Float.floatToIntBits(value)));
    ByteArrayOutputStream summary = new ByteArrayOutputStream();
    message(summary, 1, point.toByteArray());
    ByteArrayOutputStream event = event(seconds);
    event.write((2 << 3) | VARINT);
    varint(event, step);
    message(event, 5, summary.toByteArray());
    write(event.toByteArray());
  }

  private static ByteArrayOutputStream event(double seconds) {
    ByteArrayOutputStream event = new ByteArrayOutputStream();
    event.write((1 << 3) | EIGHT_BYTES);
    event.writeBytes(little(8, Double.doubleToLongBits(seconds)));
    return event;
  }

  private static void message(ByteArrayOutputStream to, int field, byte[] content) {
    to.write((field << 3) | MESSAGE);
    varint(to, content.length);
    to.writeBytes(content);
  }

  private static void varint(ByteArrayOutputStream to, long number) {
    long rest = number;
    while (rest > 127) {
      to.write((int) ((rest & 127) | 128));
      rest >>>= 7;
    }
    to.write((int) rest);
  }

  private void write(byte[] message) throws IOException {
    byte[] length = little(8, message.length);
    ByteArrayOutputStream record = new ByteArrayOutputStream(16 + message.length);
    record.writeBytes(length);
    record.writeBytes(little(4, checksum(length)));
    record.writeBytes(message);
    record.writeBytes(little(4, checksum(message)));
    record.writeTo(out);
    out.flush();
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }

  /** Returns the lowest bytes of a number, the lowest first. */
  private static byte[] little(int count, long number) {
    byte[] bytes = new byte[count];
    for (int k = 0; k < count; k++) {
      bytes[k] = (byte) (number >>> (8 * k));
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
