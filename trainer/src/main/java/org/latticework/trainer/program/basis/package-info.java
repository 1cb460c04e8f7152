/** Functions of distances, directions and angles that networks expand edges in. */
package org.latticework.trainer.program.basis;
