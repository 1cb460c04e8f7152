/**
 * The command {@code import-weights}: networks that others have published, as models of this
 * workspace.
 */
package org.latticework.jobs.published;
