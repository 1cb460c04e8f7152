package org.latticework.pipeline.featurize;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.graph.CrystalGraph;
import org.latticework.featurizer.graph.IsolatedSiteException;
import org.latticework.featurizer.neighbor.CoincidentSitesException;
import org.latticework.featurizer.neighbor.UnsearchableCellException;
import org.latticework.pipeline.material.StructureArrays;
import scala.Tuple2;
import scala.Tuple3;

/**
 * Makes the graphs of one task's structures, which come sorted by their content address, and keeps
 * account of it. A structure that occurs several times is made once; one whose graph cannot be made
 * is passed over, and its rejection is made from what is left without graph.
 */
final class GraphTask implements Iterator<Tuple2<String, CrystalGraph>> {
  private final GraphRecipe.Maker maker;
  private final Iterator<Tuple2<String, Tuple3<double[], int[], double[]>>> rows;
  private final long start = System.nanoTime();
  private String last = "";
  private Optional<CrystalGraph> next = Optional.empty();
  private long structures;
  private long graphs;
  private long atoms;
  private long nodes;
  private long edges;
  private long reading; // ns
  private long searching; // ns

  GraphTask(
      GraphRecipe.Maker maker, Iterator<Tuple2<String, Tuple3<double[], int[], double[]>>> rows) {
    this.maker = maker;
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty()) {
      Optional<Structure> structure = read();
      if (structure.isEmpty()) {
        return false;
      }
      next = make(structure.get());
    }
    return true;
  }

  @Override
  public Tuple2<String, CrystalGraph> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No structure is left");
    }
    CrystalGraph graph = next.orElseThrow();
    next = Optional.empty();
    return new Tuple2<>(last, graph);
  }

  private Optional<Structure> read() {
    long begin = System.nanoTime();
    Optional<Structure> structure = Optional.empty();
    while (structure.isEmpty() && rows.hasNext()) {
      Tuple2<String, Tuple3<double[], int[], double[]>> row = rows.next();
      if (!row._1().equals(last)) {
        last = row._1();
        structure = Optional.of(StructureArrays.structure(row._2()));
        structures++;
      }
    }
    reading += System.nanoTime() - begin;
    return structure;
  }

  private Optional<CrystalGraph> make(Structure structure) {
    long begin = System.nanoTime();
    try {
      CrystalGraph graph = maker.make(structure);
      graphs++;
      atoms += graph.atoms();
      nodes += graph.nodes();
      edges += graph.edges();
      return Optional.of(graph);
    } catch (IsolatedSiteException | CoincidentSitesException | UnsearchableCellException e) {
      return Optional.empty();
    } finally {
      searching += System.nanoTime() - begin;
    }
  }

  /** Returns what was done until now; all time that was not spent here counts as writing. */
  TaskFacts facts(int task) {
    long writing = System.nanoTime() - start - reading - searching;
    return new TaskFacts(
        task,
        structures,
        graphs,
        atoms,
        nodes,
        edges,
        reading / 1e9,
        searching / 1e9,
        writing / 1e9);
  }
}
