/**
 * The arithmetic of a convolution, forward and backward.
 *
 * <p>Letters used throughout: N atoms, each of which may stand for several (nodes of a merged
 * graph), E edges, d channels, K Gaussians; h atom vectors (N × d), z pre-activations (E × d) of
 * gate g and content c, m = g ⊙ c messages. An edge i ← j belongs to the atom i it points to.
 */
package org.latticework.trainer.kernel;
