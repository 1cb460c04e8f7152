package org.latticework.report.sweep;

import java.util.List;
import java.util.stream.Stream;

/**
 * The law a N^−b + c that errors follow.
 *
 * @param a in the unit of the error
 * @param b exponent
 * @param c floor, in the unit of the error
 * @param floorFitted whether there were enough sizes for c; else c = 0 is assumed
 * @param line what it says from the smallest size to all labeled crystals, which come last
 * @param breakTest whether two laws describe the runs better: a sentence
 * @param missing what the runs do not suffice for: a sentence each
 */
public record Law(
    Interval a,
    Interval b,
    Interval c,
    boolean floorFitted,
    List<LawPoint> line,
    String breakTest,
    List<String> missing) {
  public Law {
    line = List.copyOf(line);
    missing = List.copyOf(missing);
    if (line.isEmpty()) {
      throw new IllegalArgumentException("A law is drawn through one point at least, got none");
    }
  }

  /** Returns whether there is a band about its line. */
  boolean hasBand() {
    return line.stream().anyMatch(point -> point.error().isKnown());
  }

  /** Returns whether there is an interval of one of its numbers. */
  boolean hasIntervals() {
    return Stream.of(a, b, c, atAll().error()).anyMatch(Interval::isKnown);
  }

  /** Returns what it says of all labeled crystals. */
  LawPoint atAll() {
    return line.get(line.size() - 1);
  }
}
