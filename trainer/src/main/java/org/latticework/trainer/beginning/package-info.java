/** What the parameters of a training begin as: at random, or as those of a trained network. */
package org.latticework.trainer.beginning;
