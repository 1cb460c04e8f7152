package org.latticework.trainer.rendezvous;

import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.spark.SparkEnv;
import scala.reflect.ClassTag;

/**
 * Objects as bytes: Spark opens what executors are sent before it knows the classes of the
 * application, so the application does it itself.
 */
final class Packed {
  private Packed() {}

  static byte[] of(Serializable object) {
    ByteBuffer buffer =
        SparkEnv.get().closureSerializer().newInstance().serialize(object, tag(Serializable.class));
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  static <T extends Serializable> T open(byte[] bytes, Class<T> type) {
    return SparkEnv.get()
        .closureSerializer()
        .newInstance()
        .deserialize(
            ByteBuffer.wrap(bytes), Thread.currentThread().getContextClassLoader(), tag(type));
  }

  static <T> ClassTag<T> tag(Class<T> type) {
    return ClassTag.apply(type);
  }
}
