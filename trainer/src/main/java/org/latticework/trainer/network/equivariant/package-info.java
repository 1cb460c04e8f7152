/** An equivariant network of NequIP's layers. Uses {@code program} and {@code program.basis}. */
package org.latticework.trainer.network.equivariant;
