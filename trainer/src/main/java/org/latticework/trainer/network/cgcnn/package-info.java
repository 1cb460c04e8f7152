/**
 * The crystal-graph convolutional network of T. Xie and J. C. Grossman, PRL 120, 145301 (2018),
 * with three variants of its convolution and two kernels that compute it.
 *
 * <p>Letters used throughout: B crystals, N atoms, each of which may stand for several (nodes of a
 * merged graph), E edges, d channels, K Gaussians, T convolutions; h atom vectors (N × d), z
 * pre-activations (E × d) of gate g and content c, m = g ⊙ c messages. An edge i ← j belongs to the
 * atom i it points to.
 */
package org.latticework.trainer.network.cgcnn;
