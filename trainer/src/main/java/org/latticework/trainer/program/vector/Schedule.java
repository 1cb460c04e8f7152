package org.latticework.trainer.program.vector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.latticework.trainer.program.Domain;
import org.latticework.trainer.program.Program;
import org.latticework.trainer.program.Value;

/**
 * The order of operations. On the chained path an operation of edges waits until a sum, or
 * something that needs all rows, reads what it leads to; then all that this needs becomes a chain,
 * with further sums that share it. What a norm looks at is there before its chain begins.
 */
final class Schedule {
  private final List<Operation> operations;
  private final long mostKept;
  private final Map<Value, Integer> makers = new HashMap<>();
  private final Set<Integer> done = new HashSet<>();
  private final List<Part> parts = new ArrayList<>();

  /** Operations of one segment, by their numbers. */
  private record Part(Optional<Domain> chain, List<Integer> members) {}

  private Schedule(List<Operation> operations, long mostKept) {
    this.operations = operations;
    this.mostKept = mostKept;
    for (int k = 0; k < operations.size(); k++) {
      makers.put(operations.get(k).out(), k);
    }
  }

  /**
   * Returns the segments of a program whose operations of edges run in chains.
   *
   * @param mostKept how many floats each chain keeps for the way back, see {@link Chain}
   */
  static List<Segment> chained(Program program, Operations source, long mostKept) {
    Schedule schedule = new Schedule(source.fused(), mostKept);
    schedule.order();
    program.named().values().forEach(schedule::make); // what nothing reads but a name
    schedule.operations.stream()
        .filter(operation -> operation.kind() == Operation.Kind.NORM)
        .forEach(norm -> schedule.make(norm.out())); // for their running statistics
    return schedule.segments(program, source);
  }

  /** Returns a segment for each operation. */
  static List<Segment> plain(Operations source) {
    return source.single().stream()
        .<Segment>map(operation -> new WholeStep(operation, source))
        .toList();
  }

  private void order() {
    for (int k = 0; k < operations.size(); k++) {
      if (!operations.get(k).isInside() && !done.contains(k)) {
        add(k);
      }
    }
  }

  /** Adds something that ends chains. */
  private void add(int number) {
    Operation operation = operations.get(number);
    Optional<Domain> chain = operation.chain();
    if (chain.isEmpty()) {
      operation.inputs().forEach(this::make);
      parts.add(new Part(chain, List.of(number)));
      done.add(number);
      return;
    }
    settle(number, chain.get(), new HashSet<>());
    TreeSet<Integer> members = new TreeSet<>();
    collect(number, chain.get(), members);
    extend(number, chain.get(), members);
    parts.add(new Part(chain, List.copyOf(members)));
    done.addAll(members);
  }

  /** Makes a chain for a value that is not there yet. */
  private void make(Value value) {
    int number = makers.get(value);
    if (!done.contains(number)) {
      Domain domain = operations.get(number).chain().orElseThrow();
      settle(number, domain, new HashSet<>());
      TreeSet<Integer> members = new TreeSet<>();
      collect(number, domain, members);
      parts.add(new Part(Optional.of(domain), List.copyOf(members)));
      done.addAll(members);
    }
  }

  /** Makes what the norms of a chain that is to come look at. */
  private void settle(int number, Domain domain, Set<Integer> seen) {
    Operation operation = operations.get(number);
    if (done.contains(number)
        || !operation.chain().equals(Optional.of(domain))
        || !seen.add(number)) {
      return;
    }
    operation.inputs().forEach(input -> settle(makers.get(input), domain, seen));
    if (operation.kind() == Operation.Kind.NORM) {
      operation.inputs().forEach(this::make);
    }
  }

  /** Adds an operation, and what it needs of the same domain, to a chain. */
  private void collect(int number, Domain domain, Set<Integer> members) {
    for (Value input : operations.get(number).inputs()) {
      int maker = makers.get(input);
      if (!done.contains(maker) && !members.contains(maker)) {
        if (operations.get(maker).chain().equals(Optional.of(domain))) {
          collect(maker, domain, members);
        } else {
          make(input);
        }
      }
    }
    members.add(number);
  }

  /** Adds later sums that need something of the chain and nothing that is not there. */
  private void extend(int number, Domain domain, Set<Integer> members) {
    for (int k = number + 1; k < operations.size(); k++) {
      Operation operation = operations.get(k);
      if (operation.kind() == Operation.Kind.CLOSING
          && operation.chain().equals(Optional.of(domain))
          && !done.contains(k)) {
        Set<Integer> more = new HashSet<>();
        if (isAtHand(k, domain, members, more) && shares(more, members)) {
          members.addAll(more);
        }
      }
    }
  }

  /** Finds what else a sum needs; false if something of it is not inside of chains. */
  private boolean isAtHand(int number, Domain domain, Set<Integer> members, Set<Integer> more) {
    more.add(number);
    for (Value input : operations.get(number).inputs()) {
      int maker = makers.get(input);
      if (done.contains(maker)) {
        continue;
      }
      if (operations.get(number).kind() == Operation.Kind.NORM) {
        return false; // it looks at more than a tile
      }
      if (more.contains(maker)) {
        continue;
      }
      Operation operation = operations.get(maker);
      boolean fits = operation.isInside() && operation.chain().equals(Optional.of(domain));
      boolean inChain = members.contains(maker);
      if (!(fits && (inChain || isAtHand(maker, domain, members, more)))) {
        return false;
      }
    }
    return true;
  }

  private boolean shares(Set<Integer> more, Set<Integer> members) {
    return more.stream()
        .flatMap(number -> operations.get(number).inputs().stream())
        .anyMatch(input -> members.contains(makers.get(input)));
  }

  private List<Segment> segments(Program program, Operations source) {
    Map<Value, Set<Integer>> readers = new HashMap<>(); // parts
    for (int part = 0; part < parts.size(); part++) {
      for (int member : parts.get(part).members()) {
        for (Value input : operations.get(member).inputs()) {
          readers.computeIfAbsent(input, key -> new HashSet<>()).add(part);
        }
      }
    }
    List<Segment> segments = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      List<Operation> members = parts.get(part).members().stream().map(operations::get).toList();
      Optional<Domain> chain = parts.get(part).chain();
      if (chain.isEmpty()) {
        segments.add(new WholeStep(members.get(0), source));
      } else {
        Set<Value> outside = new HashSet<>();
        for (Operation operation : members) {
          Set<Integer> by = readers.getOrDefault(operation.out(), Set.of());
          if (!by.equals(Set.of(part)) || program.named().containsValue(operation.out())) {
            outside.add(operation.out());
          }
        }
        segments.add(new Chain(members, source, chain.get(), outside, mostKept));
      }
    }
    return segments;
  }
}
