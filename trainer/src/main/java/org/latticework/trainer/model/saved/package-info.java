/**
 * A model as two files: {@code model.json}, which says what the network is, and {@code
 * weights.safetensors}, which holds its arrays under the names of PyTorch's reference code. The
 * network is built anew and filled; nothing in the files is executed.
 */
package org.latticework.trainer.model.saved;
