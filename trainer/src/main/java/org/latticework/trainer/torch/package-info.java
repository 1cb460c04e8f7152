/**
 * Files of PyTorch, of which nothing is executed: the zip archives that it writes since version 1.6
 * and the checkpoints from before. Knows no network.
 */
package org.latticework.trainer.torch;
