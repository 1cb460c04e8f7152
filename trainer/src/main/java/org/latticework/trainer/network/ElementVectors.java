package org.latticework.trainer.network;

/** What the atoms of a trained network begin as: a vector for each element. */
public final class ElementVectors {
  private final int width;
  private final float[] vectors; // elements × d

  /**
   * Takes the vectors.
   *
   * @param width d
   * @param vectors elements × d, from hydrogen on; not to be changed any more
   */
  public ElementVectors(int width, float[] vectors) {
    this.width = width;
    this.vectors = vectors;
  }

  /** Returns d. */
  public int width() {
    return width;
  }

  /**
   * Writes the vector of an element.
   *
   * @param target receives d numbers from {@code start} on
   * @throws IllegalArgumentException if the network does not know the element
   */
  public void copy(int atomicNumber, float[] target, int start) {
    int elements = vectors.length / width;
    if (atomicNumber > elements) {
      throw new IllegalArgumentException(
          "The network knows elements up to %d, got %d".formatted(elements, atomicNumber));
    }
    System.arraycopy(vectors, (atomicNumber - 1) * width, target, start, width);
  }
}
