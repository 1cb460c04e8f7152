package org.latticework.trainer.memory;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Matrices that are used again from batch to batch, outside of workspaces. Fresh memory of an edge
 * matrix costs more than most operations on it: every page of it must be mapped and zeroed first.
 */
public final class RowBuffers {
  private static final double GROWTH = 1.2;

  private final DataType type;
  private final Map<String, INDArray> buffers = new HashMap<>();

  public RowBuffers(DataType type) {
    this.type = type;
  }

  public DataType type() {
    return type;
  }

  /**
   * Returns a row-major matrix with old content, valid until the same name is asked for again.
   *
   * @param rows at least 1
   * @param columns at least 1
   */
  @SuppressWarnings("try") // the scope only needs to be closed
  public INDArray matrix(String name, long rows, long columns) {
    long length = rows * columns;
    INDArray buffer = buffers.get(name);
    if (buffer == null || buffer.length() < length) {
      if (buffer != null) {
        buffer.close();
      }
      try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
        buffer = Nd4j.createUninitialized(type, (long) (GROWTH * length) + 1);
      }
      buffers.put(name, buffer);
    }
    return buffer.get(NDArrayIndex.interval(0, length)).reshape('c', rows, columns);
  }

  /** Frees all of them. */
  public void close() {
    buffers.values().forEach(INDArray::close);
    buffers.clear();
  }
}
