package org.latticework.trainer.torch;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Python's pickle protocol 2, as far as PyTorch's files use it. Nothing is executed: where a
 * pickle calls a function, the result is a {@link Call} that only names it.
 *
 * <p>Numbers become {@code Long} or {@code Double}, text {@code String}, lists and tuples {@code
 * List}, dictionaries {@code Map} in their order, None {@link #NONE}; whole numbers that no {@code
 * Long} holds become {@code BigInteger}. A dictionary's keys are texts, numbers or truth values, an
 * object holds neither itself nor more than {@link #DEEPEST} others within each other, and a pickle
 * has at most {@link #MOST_STEPS} instructions: whatever the file says, reading it ends.
 */
final class Unpickler {
  static final Object NONE = new Object();
  private static final Object MARK = new Object();
  private static final int MOST_STEPS = 1_000_000;
  private static final int MOST_TEXT = 1 << 26; // bytes of all texts and names
  private static final int DEEPEST = 64;

  private final DataInputStream in;
  private final Deque<Object> stack = new ArrayDeque<>();
  private final Map<Long, Object> memo = new HashMap<>();
  private long text; // bytes so far

  private Unpickler(DataInputStream in) {
    this.in = in;
  }

  /** A function's name, as {@code "module name"}, with its arguments. */
  record Call(String function, List<?> arguments) {}

  /** An object that lies outside of the pickle. */
  record Persistent(List<?> id) {}

  /**
   * Reads one object and leaves the stream behind it.
   *
   * @throws IOException if the stream ends early, or the pickle needs more than is known here
   */
  static Object read(DataInputStream in) throws IOException {
    Unpickler unpickler = new Unpickler(in);
    try {
      int steps = 0;
      while (unpickler.step(in.readUnsignedByte())) {
        if (++steps > MOST_STEPS) {
          throw new IOException(
              "A pickle has at most %d instructions, this one has more".formatted(MOST_STEPS));
        }
      }
      Object result = unpickler.stack.pop();
      height(result, 0, new IdentityHashMap<>());
      return result;
    } catch (EOFException e) { // which says nothing, where it is Java's
      throw new EOFException(e.getMessage() == null ? "The pickle ends early" : e.getMessage());
    } catch (RuntimeException e) {
      throw new IOException("This is no pickle of a PyTorch file", e);
    }
  }

  /**
   * Returns how many objects lie within each other, at most.
   *
   * @param depth of the object itself
   * @param known heights of those that were looked at, as one may occur in many places
   */
  private static int height(Object object, int depth, Map<Object, Integer> known)
      throws IOException {
    Integer before = known.get(object);
    int height = before == null ? 0 : before;
    if (before == null) {
      if (depth > DEEPEST) {
        throw tooDeep();
      }
      for (Object part : parts(object)) {
        height = Math.max(height, 1 + height(part, depth + 1, known));
      }
      known.put(object, height);
    }
    if (depth + height > DEEPEST) {
      throw tooDeep();
    }
    return height;
  }

  private static IOException tooDeep() {
    return new IOException(
        "A pickle's object holds itself, or more than %d within each other".formatted(DEEPEST));
  }

  private static Iterable<?> parts(Object object) {
    if (object instanceof Call call) {
      return call.arguments();
    }
    if (object instanceof Persistent persistent) {
      return persistent.id();
    }
    return object instanceof Map<?, ?> map
        ? map.values()
        : object instanceof List<?> list ? list : List.of();
  }

  /** Executes one instruction; returns whether there are more. */
  private boolean step(int code) throws IOException {
    switch (code) {
      case 0x80 -> in.readUnsignedByte(); // the protocol's version
      case '.' -> {
        return false;
      }
      case '(' -> stack.push(MARK);
      case '}' -> stack.push(new LinkedHashMap<>());
      case ']', ')' -> stack.push(new ArrayList<>());
      case 't' -> stack.push(sinceMark());
      case 0x85 -> stack.push(tuple(1));
      case 0x86 -> stack.push(tuple(2));
      case 0x87 -> stack.push(tuple(3));
      case 'q' -> memo.put((long) in.readUnsignedByte(), stack.peek());
      case 'r' -> memo.put(littleEndian(4), stack.peek());
      case 'h' -> stack.push(memo.get((long) in.readUnsignedByte()));
      case 'j' -> stack.push(memo.get(littleEndian(4)));
      case 'a', 'e', 's', 'u' -> fill(code);
      case 'c' -> stack.push(line() + " " + line());
      case 'Q' -> stack.push(new Persistent((List<?>) stack.pop()));
      case 'R' -> reduce();
      case 'b' -> stack.pop(); // the state of an object that only has a name here
      default -> stack.push(scalar(code));
    }
    return true;
  }

  private Object scalar(int code) throws IOException {
    return switch (code) {
      case 'N' -> NONE;
      case 0x88 -> true;
      case 0x89 -> false;
      case 'K' -> littleEndian(1);
      case 'M' -> littleEndian(2);
      case 'J' -> (long) (int) littleEndian(4);
      case 0x8a -> longInteger();
      case 'G' -> in.readDouble();
      case 'X' -> text();
      default -> throw new IOException("Unknown pickle instruction 0x%02x".formatted(code));
    };
  }

  private long littleEndian(int bytes) throws IOException {
    long value = 0;
    for (int k = 0; k < bytes; k++) {
      value |= (long) in.readUnsignedByte() << (8 * k);
    }
    return value;
  }

  private String text() throws IOException {
    long length = littleEndian(4);
    count(length);
    byte[] bytes = in.readNBytes((int) length); // grows with what is there
    if (bytes.length < length) {
      throw new EOFException("The pickle ends within a text of %d bytes".formatted(length));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void count(long bytes) throws IOException {
    text += bytes;
    if (text > MOST_TEXT) {
      throw new IOException("The texts of a pickle have at most %d bytes".formatted(MOST_TEXT));
    }
  }

  private Object longInteger() throws IOException {
    byte[] bytes = in.readNBytes(in.readUnsignedByte());
    if (bytes.length == 0) {
      return 0L;
    }
    for (int k = 0; k < bytes.length / 2; k++) {
      byte swapped = bytes[k];
      bytes[k] = bytes[bytes.length - 1 - k];
      bytes[bytes.length - 1 - k] = swapped;
    }
    BigInteger integer = new BigInteger(bytes);
    return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      count(1);
      line.append((char) c);
    }
    return line.toString();
  }

  private List<Object> sinceMark() {
    List<Object> items = new ArrayList<>();
    for (Object item = stack.pop(); item != MARK; item = stack.pop()) {
      items.add(item);
    }
    Collections.reverse(items);
    return items;
  }

  private List<Object> tuple(int size) {
    List<Object> items = new ArrayList<>();
    for (int k = 0; k < size; k++) {
      items.add(stack.pop());
    }
    Collections.reverse(items);
    return items;
  }

  /** Appends to a list ('a' one, 'e' many) or puts into a dictionary ('s' one, 'u' many). */
  private void fill(int code) {
    List<Object> items =
        switch (code) {
          case 'a' -> tuple(1);
          case 's' -> tuple(2);
          default -> sinceMark();
        };
    Object target = stack.peek();
    if (target instanceof Map<?, ?>) {
      @SuppressWarnings("unchecked") // only this class makes the maps on the stack
      Map<Object, Object> map = (Map<Object, Object>) target;
      for (int k = 0; k < items.size(); k += 2) {
        map.put(key(items.get(k)), items.get(k + 1));
      }
    } else {
      @SuppressWarnings("unchecked") // and the lists
      List<Object> list = (List<Object>) target;
      list.addAll(items);
    }
  }

  /** Checks a key: to look for one that holds others could take for ever. */
  private static Object key(Object key) {
    if (key instanceof String || key instanceof Long || key instanceof Boolean) {
      return key;
    }
    throw new IllegalArgumentException(
        "A dictionary's key is a text, a number or a truth value, got a "
            + key.getClass().getSimpleName());
  }

  private void reduce() {
    List<?> arguments = (List<?>) stack.pop();
    String function = (String) stack.pop();
    boolean empty = function.equals("collections OrderedDict") && arguments.isEmpty();
    stack.push(empty ? new LinkedHashMap<>() : new Call(function, arguments));
  }
}
