/**
 * Convolutions in ND4J's operations: on any backend, in float and in double. Letters as in {@link
 * org.latticework.trainer.network.cgcnn}.
 */
package org.latticework.trainer.network.cgcnn.nd4j;
