package org.latticework.trainer.network;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.latticework.featurizer.graph.GaussianBasis;
import org.latticework.featurizer.graph.GraphMemory;

/**
 * A kind of network with its numbers: a record that checks itself. Settings and models name its
 * components by their names.
 */
public interface NetworkConfig extends Serializable {
  /** The part from the pooling of atoms to the outputs, which belongs to what is learned. */
  String HEAD = "head";

  /** Returns the name of the kind in settings and models: {@code "cgcnn"}. */
  String kind();

  /** Returns the columns of the network's result, one row a crystal. */
  int outputWidth();

  /** Returns the largest atomic number that it knows, 1 … 118. */
  int elements();

  /** Returns F, how many features of a table its atoms begin with; 0 where there is no table. */
  int elementFeatures();

  /**
   * Returns the Gaussians in which it expands distances, if it does: edges may come with these
   * stored.
   */
  Optional<GaussianBasis> gaussians();

  /** Returns which graphs it can read. */
  GraphNeeds needs();

  /** Returns the bytes that a forward pass in float holds at once for a crystal's graph. */
  GraphMemory memoryOfPass();

  /**
   * Returns the bytes that a step of learning in float keeps at most for a crystal's graph: what
   * its layers compute. Gradients come on top, and kernels that compute layers again keep less.
   */
  GraphMemory memoryOfStep();

  /**
   * Returns whether its result is the mean over a crystal's atoms of vectors that each atom has, so
   * that each has a part of the prediction.
   */
  boolean averagesAtoms();

  /** Returns what a user wants to know of it, in some words: "cgcnn (message-norm)". */
  String words();

  /**
   * Returns the parts of the network that can be frozen or learn at rates of their own, from the
   * atoms on; {@link #HEAD} is last.
   */
  List<String> parts();

  /**
   * Returns the part that a parameter belongs to.
   *
   * @param parameter name of one of {@link #parameters}
   */
  String part(String parameter);

  /** Returns the parameters in the order of the flat vector, running statistics last. */
  List<Parameter> parameters();
}
