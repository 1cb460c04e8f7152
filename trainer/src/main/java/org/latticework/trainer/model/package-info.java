/** A trained network with its task and the scales of its outputs: what predicts. */
package org.latticework.trainer.model;
