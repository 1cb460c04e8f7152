/**
 * Convolutions in fused loops on the CPU's vector units, in float: a block of atoms with all their
 * edges at a time, so that no matrix of E rows is ever written. Letters as in {@link
 * org.latticework.trainer.network.cgcnn}.
 */
package org.latticework.trainer.network.cgcnn.vector;
