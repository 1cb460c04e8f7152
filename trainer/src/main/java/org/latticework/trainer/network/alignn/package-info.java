/** ALIGNN. Uses the rooms {@code program} and {@code program.basis}. */
package org.latticework.trainer.network.alignn;
