/**
 * Layers in ND4J's operations, forward and backward, on any backend: what networks share. Knows no
 * network.
 */
package org.latticework.trainer.layer;
