/**
 * Which parts of a network learn, and how fast. A part is a name from a configuration's list, such
 * as {@code embedding}, {@code convolution-1} and {@code head}; {@code convolutions} stands for all
 * that are numbered.
 */
package org.latticework.trainer.part;
