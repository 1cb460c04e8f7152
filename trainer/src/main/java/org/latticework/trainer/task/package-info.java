/**
 * What a network is to learn: the values of columns, or whether one is above a threshold; the
 * scales of its labels, its loss, and how it is judged.
 *
 * <p>Letters used throughout: n crystals, t columns.
 */
package org.latticework.trainer.task;
