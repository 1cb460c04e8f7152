/**
 * Arithmetic on the CPU's vector units, in float, a tile of edges at a time: products, elementary
 * functions, Gaussian bases, sums and batch norms. Knows no network.
 *
 * <p>Classes of packages named {@code vector} are compiled with the module jdk.incubator.vector,
 * and loaded only where it is there.
 */
package org.latticework.trainer.vector;
