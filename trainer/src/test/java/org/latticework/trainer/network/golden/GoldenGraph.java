package org.latticework.trainer.network.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.latticework.trainer.batch.CrystalBatch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The graphs of the golden's crystals, with lengths and directions in double precision. */
final class GoldenGraph {
  private final int[] numbers; // N
  private final int[] crystals; // N
  private final int[] centers; // E
  private final int[] neighbors; // E
  private final INDArray distances; // E, Å
  private final INDArray directions; // E × 3, Å

  GoldenGraph(JsonNode graph) {
    this.numbers = integers(graph.get("Z"));
    this.crystals = integers(graph.get("crystal"));
    this.centers = integers(graph.get("center"));
    this.neighbors = integers(graph.get("neighbor"));
    this.distances = GoldenNetwork.array(graph.get("distance"));
    this.directions = GoldenNetwork.array(graph.get("vector"));
  }

  private static int[] integers(JsonNode numbers) {
    return GoldenNetwork.array(numbers).toIntVector();
  }

  int size() {
    return crystals[crystals.length - 1] + 1;
  }

  /** Returns crystals {@code from} to {@code to}, the latter not included, as a batch. */
  CrystalBatch batch(int from, int to) {
    int firstNode = first(crystals, from);
    int lastNode = first(crystals, to);
    int firstEdge = first(centers, firstNode);
    int lastEdge = first(centers, lastNode);
    double[] counts = new double[to - from];
    int[] offsets = new int[lastNode - firstNode + 1];
    for (int i = firstNode; i < lastNode; i++) {
      counts[crystals[i] - from]++;
      offsets[i + 1 - firstNode] = first(centers, i + 1) - firstEdge;
    }
    int[] sources = Arrays.copyOfRange(neighbors, firstEdge, lastEdge);
    for (int k = 0; k < sources.length; k++) {
      sources[k] -= firstNode;
    }
    return new CrystalBatch(
        Nd4j.createFromArray(counts).reshape(counts.length, 1),
        Nd4j.createFromArray(Arrays.copyOfRange(numbers, firstNode, lastNode)),
        Nd4j.createFromArray(offsets),
        Nd4j.createFromArray(sources),
        distances.get(NDArrayIndex.interval(firstEdge, lastEdge)).dup('c'),
        Nd4j.createFromArray(1),
        Nd4j.createFromArray(1),
        directions
            .get(NDArrayIndex.interval(firstEdge, lastEdge), NDArrayIndex.all())
            .dup('c')
            .castTo(DataType.DOUBLE));
  }

  /** Returns how many elements of a rising list are below a number. */
  private static int first(int[] rising, int number) {
    return (int) Arrays.stream(rising).filter(other -> other < number).count();
  }
}
