package org.latticework.report.data;

import java.util.List;

/**
 * What a workspace holds.
 *
 * @param materials crystals
 * @param state which state of the tables this is: a sentence
 * @param commits of each table that was read
 * @param releases the first one first
 * @param graphs by their configuration in words
 * @param rejections records and materials by the reason why they were refused
 * @param spreads of properties
 * @param atoms materials by atoms in the cell, in bins that double
 * @param elements materials by the number of their elements
 * @param spaceGroups materials by the number of their space group, 1 to 230, as a text; those
 *     without one are left out
 */
public record DataFacts(
    long materials,
    String state,
    List<Count> commits,
    List<Release> releases,
    List<Count> graphs,
    List<Count> rejections,
    List<Spread> spreads,
    List<Count> atoms,
    List<Count> elements,
    List<Count> spaceGroups) {
  public DataFacts {
    commits = List.copyOf(commits);
    releases = List.copyOf(releases);
    graphs = List.copyOf(graphs);
    rejections = List.copyOf(rejections);
    spreads = List.copyOf(spreads);
    atoms = List.copyOf(atoms);
    elements = List.copyOf(elements);
    spaceGroups = List.copyOf(spaceGroups);
  }
}
