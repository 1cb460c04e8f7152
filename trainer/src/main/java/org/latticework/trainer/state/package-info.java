/** A training between two rounds: what a stopped one continues from, as values and as a file. */
package org.latticework.trainer.state;
