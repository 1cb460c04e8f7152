/**
 * Which materials belong together: levels of relation, elements and where they stand in the
 * periodic table, and groups that several levels link.
 */
package org.latticework.pipeline.group;
