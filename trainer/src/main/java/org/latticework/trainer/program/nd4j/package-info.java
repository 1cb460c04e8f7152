/**
 * Programs in ND4J's operations: on any backend, in float and in double, one operation a step. Uses
 * the rooms {@code program}, {@code program.basis}, {@code program.nd4j.pass}, {@code network},
 * {@code batch} and {@code rows}.
 *
 * <p>A value of C components and d channels over n rows is a matrix of C n rows and d columns:
 * component after component, so that each is a block of rows and a linear map is one product.
 */
package org.latticework.trainer.program.nd4j;
