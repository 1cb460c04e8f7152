/** A trained network with the scale of its target: what predicts. */
package org.latticework.trainer.model;
