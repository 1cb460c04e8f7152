package org.latticework.featurizer.crystal;

import java.io.Serializable;

/**
 * One atom of a cell.
 *
 * @param element what it is
 * @param fractional where it is, in units of the cell vectors; may lie outside [0, 1)
 */
public record Site(Element element, Vector3 fractional) implements Serializable {}
