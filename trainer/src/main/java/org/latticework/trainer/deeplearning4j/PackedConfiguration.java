package org.latticework.trainer.deeplearning4j;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The configuration of a network, packed once for all rounds of a training and opened only where a
 * network has to be made.
 */
public final class PackedConfiguration implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes; // as Java writes objects; from this training's own driver

  private PackedConfiguration(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Packs. */
  public static PackedConfiguration of(ComputationGraphConfiguration configuration) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(configuration);
    } catch (IOException e) {
      throw new UncheckedIOException("A network's configuration cannot be sent", e);
    }
    return new PackedConfiguration(bytes.toByteArray());
  }

  /** Returns the configuration. */
  public ComputationGraphConfiguration open() {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (ComputationGraphConfiguration) in.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("A network's configuration did not arrive whole", e);
    }
  }
}
