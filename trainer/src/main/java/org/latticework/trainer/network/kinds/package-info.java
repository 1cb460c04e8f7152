/** The list of networks: which kinds there are, and what makes each. */
package org.latticework.trainer.network.kinds;
