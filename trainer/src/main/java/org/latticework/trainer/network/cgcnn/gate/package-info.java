/**
 * The gates of a trained crystal-graph convolutional network, in plain Java: what they are on each
 * edge of a crystal, and their mean by distance over the edges of many. Letters as in {@link
 * org.latticework.trainer.network.cgcnn}; the gate of an edge is the mean of g over its d channels.
 */
package org.latticework.trainer.network.cgcnn.gate;
