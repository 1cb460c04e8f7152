/** The networks that came with the paper of CGCNN, read from PyTorch's old checkpoints. */
package org.latticework.trainer.model.published;
