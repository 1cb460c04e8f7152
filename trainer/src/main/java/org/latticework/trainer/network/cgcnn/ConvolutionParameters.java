package org.latticework.trainer.network.cgcnn;

import java.util.List;
import org.latticework.trainer.rows.NormParameters;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays of one convolution, or their gradients: views of the network's flat vector, never
 * copies.
 *
 * @param gateWeights W_g transposed, (2d + K) × d, row-major: rows for h_i, h_j, e_ij
 * @param gateBias b_g, 1 × d
 * @param contentWeights W_c transposed, (2d + K) × d, row-major
 * @param contentBias b_c, 1 × d
 * @param edgeNorms batch norms over edges: one on the message for {@link
 *     ConvolutionVariant#MESSAGE_NORM}, two for {@link ConvolutionVariant#ORIGINAL} (on W_g z +
 *     b_g, on W_c z + b_c), none for {@link ConvolutionVariant#SUM_NORM}
 * @param atomNorm batch norm over atoms
 */
public record ConvolutionParameters(
    INDArray gateWeights,
    INDArray gateBias,
    INDArray contentWeights,
    INDArray contentBias,
    List<NormParameters> edgeNorms,
    NormParameters atomNorm) {}
