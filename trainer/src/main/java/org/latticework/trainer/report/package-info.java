/** How good a network is: metrics of its predictions, and files of curves for TensorBoard. */
package org.latticework.trainer.report;
