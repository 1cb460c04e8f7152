/** The command {@code predict}: what a model says of crystals that come from outside. */
package org.latticework.jobs.predict;
