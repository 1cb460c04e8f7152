package org.latticework.trainer.program;

/**
 * The result of a step: a matrix with one row for each row of its domain. A row has {@code
 * components} blocks of {@code channels} numbers each; most values have one component, spherical
 * tensors of degree l have 2l + 1.
 *
 * @param index of its step in the program
 * @param domain what rows stand for
 * @param components blocks of a row
 * @param channels numbers of a block
 */
public record Value(int index, Domain domain, int components, int channels) {
  /** Returns the length of a row. */
  public int width() {
    return components * channels;
  }
}
