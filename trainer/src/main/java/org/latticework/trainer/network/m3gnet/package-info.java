/** M3GNet. Uses the rooms {@code program} and {@code program.basis}. */
package org.latticework.trainer.network.m3gnet;
