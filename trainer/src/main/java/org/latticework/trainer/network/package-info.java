/**
 * What a network is made of, whichever it is: parameters, and where they lie in the flat vector.
 */
package org.latticework.trainer.network;
