package org.latticework.pipeline.ingest.cifvalue;

/** Why a CIF text, or a block of it, did not become a crystal. */
public enum CifFault {
  SYNTAX("The text is not CIF 1.1: an open quote, a loop with a value missing, a name given twice"),
  NO_CRYSTAL("No block of the text has a cell or atom sites"),
  MISSING_CELL("One of the six cell parameters is missing, or is ? or ."),
  BAD_CELL("The cell parameters span no cell, or one outside of 0.2 Å to 10,000 Å"),
  MISSING_SYMMETRY("There are no symmetry operations, and the space group is not said to be P 1"),
  BAD_SYMMETRY("Symmetry operations that cannot be read, are no group, or do not fit the cell"),
  MISSING_SITES("There are no atom sites, or they have no coordinates at all"),
  MISSING_COORDINATE("A coordinate of a site is ? or ."),
  DUMMY_SITE("A site is marked as a dummy, which stands for no atom"),
  CARTESIAN_AXES("Sites are only Cartesian, in axes of the file's own"),
  BAD_NUMBER("A value is not a number, or is out of range"),
  UNKNOWN_ELEMENT("A site's symbol or label names none of the 118 elements, or could name two"),
  PARTIAL_OCCUPANCY("A site is occupied in part, or shared by two elements"),
  IMPLICIT_HYDROGEN("Hydrogen is attached to a site or is in a formula, but no site lists it"),
  MISSING_ELEMENT("A formula has an element that no site has"),
  COINCIDENT_SITES("Two sites of one element are closer than 0.1 Å"),
  TOO_MANY_SITES("The cell has more than 20,000 sites");

  private final String meaning;

  CifFault(String meaning) {
    this.meaning = meaning;
  }

  /** Returns the meaning in one sentence. */
  public String meaning() {
    return meaning;
  }
}
