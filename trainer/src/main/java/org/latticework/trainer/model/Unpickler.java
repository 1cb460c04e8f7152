package org.latticework.trainer.model;

import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Python's pickle protocol 2, as far as PyTorch's old checkpoints use it. Nothing is
 * executed: where a pickle calls a function, the result is a {@link Call} that only names it.
 *
 * <p>Numbers become {@code Long} or {@code Double}, text {@code String}, lists and tuples {@code
 * List}, dictionaries {@code Map} in their order, None {@link #NONE}.
 */
final class Unpickler {
  static final Object NONE = new Object();
  private static final Object MARK = new Object();

  private final DataInputStream in;
  private final Deque<Object> stack = new ArrayDeque<>();
  private final Map<Long, Object> memo = new HashMap<>();

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
      while (unpickler.step(in.readUnsignedByte())) {}
      return unpickler.stack.pop();
    } catch (RuntimeException e) {
      throw new IOException("This is no pickle of a PyTorch checkpoint", e);
    }
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
      case 'X' -> new String(in.readNBytes((int) littleEndian(4)), StandardCharsets.UTF_8);
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

  private Object longInteger() throws IOException {
    byte[] bytes = in.readNBytes(in.readUnsignedByte());
    for (int k = 0; k < bytes.length / 2; k++) {
      byte swapped = bytes[k];
      bytes[k] = bytes[bytes.length - 1 - k];
      bytes[bytes.length - 1 - k] = swapped;
    }
    return new BigInteger(bytes);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
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
        map.put(items.get(k), items.get(k + 1));
      }
    } else {
      @SuppressWarnings("unchecked") // and the lists
      List<Object> list = (List<Object>) target;
      list.addAll(items);
    }
  }

  private void reduce() {
    List<?> arguments = (List<?>) stack.pop();
    String function = (String) stack.pop();
    stack.push(
        function.equals("collections OrderedDict")
            ? new LinkedHashMap<>()
            : new Call(function, arguments));
  }
}
