/**
 * The crystal-graph convolutional network of T. Xie and J. C. Grossman, PRL 120, 145301 (2018),
 * with three variants of its convolution and two kernels that compute it.
 *
 * <p>Letters used throughout: B crystals, N atoms or nodes, E edges, d channels, K Gaussians, T
 * convolutions.
 */
package org.latticework.trainer.network.cgcnn;
