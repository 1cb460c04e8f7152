/** The command {@code run}: the whole chain, from a dump to a judged model. */
package org.latticework.jobs.run;
