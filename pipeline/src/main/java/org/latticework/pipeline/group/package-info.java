/**
 * Which materials belong together: levels of relation, elements named one by one or by their place
 * in the periodic table, and groups that several levels link.
 */
package org.latticework.pipeline.group;
