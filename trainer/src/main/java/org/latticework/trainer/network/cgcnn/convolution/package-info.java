/**
 * What a convolution is, whatever computes it: its variants, its parameters, its shape, and the
 * interface of the two kernels.
 *
 * <p>Letters used throughout: N atoms, each of which may stand for several (nodes of a merged
 * graph), E edges, d channels, K Gaussians; h atom vectors (N × d), z pre-activations (E × d) of
 * gate g and content c, m = g ⊙ c messages. An edge i ← j belongs to the atom i it points to.
 */
package org.latticework.trainer.network.cgcnn.convolution;
