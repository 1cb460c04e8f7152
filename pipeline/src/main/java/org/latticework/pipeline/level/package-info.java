/** At which levels materials are related: the same structure, near-duplicates, one prototype. */
package org.latticework.pipeline.level;
