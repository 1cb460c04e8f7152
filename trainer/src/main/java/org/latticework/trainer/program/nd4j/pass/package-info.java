/**
 * One batch on its way through a program: which rows it has and where they belong, the matrices of
 * values and gradients, and how long each is needed. Uses the rooms {@code program}, {@code
 * network}, {@code rows}, {@code batch} and {@code memory}.
 */
package org.latticework.trainer.program.nd4j.pass;
