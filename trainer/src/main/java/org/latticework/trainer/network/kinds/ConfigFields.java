package org.latticework.trainer.network.kinds;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads and writes the configuration of a network, which is a record, by the names of its
 * components: whole numbers, lists of them, decimals, truth values, constants and other records.
 */
public final class ConfigFields {
  private ConfigFields() {}

  /**
   * Where values come from, by key.
   *
   * @param <E> what it throws where a key is missing or its value of another kind
   */
  public interface Source<E extends Exception> {
    int integer(String key) throws E;

    double number(String key) throws E;

    boolean truth(String key) throws E;

    String text(String key) throws E;

    List<Integer> integers(String key) throws E;

    Source<E> section(String key) throws E;
  }

  /**
   * Reads a record.
   *
   * @param separator between the words of a key: {@code activated-pooling}
   * @throws IllegalArgumentException if the record refuses a value, or a constant has no such name
   * @throws E if the source does
   */
  public static <T, E extends Exception> T read(Class<T> type, Source<E> source, char separator)
      throws E {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = value(components[k].getType(), key(components[k], separator), source, separator);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException(type + " cannot be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " is no public record", e);
    }
  }

  private static <E extends Exception> Object value(
      Class<?> type, String key, Source<E> source, char separator) throws E {
    if (type == int.class) {
      return source.integer(key);
    } else if (type == double.class) {
      return source.number(key);
    } else if (type == boolean.class) {
      return source.truth(key);
    } else if (type.isEnum()) {
      return constant(type, key, source.text(key));
    } else if (type == List.class) {
      return source.integers(key);
    } else if (type.isRecord()) {
      return read(type, source.section(key), separator);
    }
    throw new IllegalStateException("A configuration holds no " + type);
  }

  private static Object constant(Class<?> type, String key, String name) {
    Object[] constants = type.getEnumConstants();
    for (Object constant : constants) {
      if (id(constant).equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "%s must be one of %s, got %s"
            .formatted(
                key,
                String.join(
                    ", ", Arrays.stream(constants).map(ConfigFields::id).toArray(String[]::new)),
                name));
  }

  /** Writes MESSAGE_NORM as message-norm. */
  private static String id(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String key(RecordComponent component, char separator) {
    return component.getName().replaceAll("([A-Z])", separator + "$1").toLowerCase(Locale.ROOT);
  }

  /** Returns the values of a record by key, in the order of its components. */
  public static Map<String, Object> values(Object config, char separator) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : config.getClass().getRecordComponents()) {
      Object value;
      try {
        value = component.getAccessor().invoke(config);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(config.getClass() + " is no public record", e);
      }
      if (value instanceof Enum) {
        value = id(value);
      } else if (value instanceof Record) {
        value = values(value, separator);
      }
      values.put(key(component, separator), value);
    }
    return values;
  }
}
