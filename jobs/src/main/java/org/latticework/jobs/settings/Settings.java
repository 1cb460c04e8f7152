package org.latticework.jobs.settings;

import static java.util.stream.Collectors.joining;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The resolved configuration: the shipped {@code latticework.conf}, a file of the user's over it,
 * and single keys over both. Only keys that the shipped file has are known. Every complaint is a
 * {@link ConfigurationException} that names the key.
 */
public final class Settings {
  private static final Config SHIPPED =
      ConfigFactory.parseResources(Settings.class, "/org/latticework/jobs/latticework.conf")
          .resolve();

  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private static final ConfigParseOptions FILES =
      ConfigParseOptions.defaults().setIncluder(new FileIncludes());

  private static final ConfigResolveOptions ENVIRONMENT =
      ConfigResolveOptions.noSystem().appendResolver(new OpenEnvironment());

  private final Config config;
  private final Config own; // what the user has set

  private Settings(Config config, Config own) {
    this.config = config;
    this.own = own;
  }

  /** Returns the shipped configuration: the defaults. */
  public static Settings shipped() {
    return new Settings(SHIPPED, ConfigFactory.empty());
  }

  /**
   * Returns the defaults of an installation: these settings under its file, which nobody has set
   * for this run, so that presets go over it.
   *
   * @throws ConfigurationException if the file is missing, is not HOCON, or has an unknown key
   */
  public Settings withDefaults(Path file) {
    return new Settings(withFile(file).config, own);
  }

  /**
   * Returns these settings under a file of the user's.
   *
   * @throws ConfigurationException if the file is missing, is not HOCON, or has an unknown key
   */
  public Settings withFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException("Configuration file %s does not exist".formatted(file));
    }
    return with(read(file), file.toString());
  }

  private Config read(Path file) {
    try {
      return ConfigFactory.parseFile(file.toFile(), FILES).resolveWith(config, ENVIRONMENT);
    } catch (ConfigException | ConfigurationException e) {
      throw new ConfigurationException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Returns these settings with pairs of the form {@code key=value} over them.
   *
   * @throws ConfigurationException if a pair has no equals sign or an unknown key
   */
  public Settings withPairs(Collection<String> pairs) {
    Settings result = this;
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new ConfigurationException("--set wants key=value, got %s".formatted(pair));
      }
      result = result.with(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return result;
  }

  /** Returns these settings with one key changed, if there is a value. */
  public Settings with(String key, Optional<?> value) {
    return value.map(v -> with(key, v.toString())).orElse(this);
  }

  private Settings with(String key, String value) {
    try {
      return with(ConfigFactory.empty().withValue(key, value(key, value)), "--set");
    } catch (ConfigException.BadPath e) {
      throw new ConfigurationException("Unknown key %s in --set".formatted(key), e);
    }
  }

  /** Returns these settings with what follows for one from others; nobody has said it. */
  public Settings filled(String key, Object value) {
    ConfigValue written =
        value instanceof List<?> list
            ? ConfigValueFactory.fromIterable(list)
            : value(key, value.toString());
    Config over = ConfigFactory.empty().withValue(key, written);
    return new Settings(over.withFallback(config).resolve(), own);
  }

  /** Returns whether the user has said a setting, other than to be {@code auto}. */
  public boolean isSaid(String key) {
    return own.hasPath(key) && !own.getValue(key).unwrapped().equals("auto");
  }

  /**
   * Reads a number or truth value as such, so that a summary shows it so, where the shipped value
   * of the key is one; anything else is text, also a name of digits.
   */
  private static ConfigValue value(String key, String text) {
    boolean literal =
        SHIPPED.hasPath(key)
            && switch (SHIPPED.getValue(key).valueType()) {
              case NUMBER -> text.matches("-?[0-9.]+([eE][+-]?[0-9]+)?");
              case BOOLEAN -> text.matches("true|false");
              case STRING -> isAutomatic(key) && text.matches("[0-9.]+([eE][+-]?[0-9]+)?");
              default -> false;
            };
    return literal
        ? ConfigFactory.parseString("value = " + text).getValue("value")
        : ConfigValueFactory.fromAnyRef(text);
  }

  /** Returns whether a key holds a number in general: names of digits are none. */
  public static boolean isNumber(String key) {
    return SHIPPED.hasPath(key)
        && (SHIPPED.getValue(key).valueType() == ConfigValueType.NUMBER
            || (SHIPPED.getValue(key).valueType() == ConfigValueType.STRING && isAutomatic(key)));
  }

  /** Whether a key holds a number in general and {@code auto} as shipped. */
  private static boolean isAutomatic(String key) {
    return SHIPPED.getString(key).equals("auto");
  }

  private Settings with(Config over, String origin) {
    over.entrySet().forEach(entry -> requireKnown(entry.getKey(), origin));
    return new Settings(over.withFallback(config).resolve(), over.withFallback(own));
  }

  /**
   * Returns these settings with a preset, a section of {@code presets}, between the shipped ones
   * and the user's own.
   *
   * @param key holds the name of the preset, or {@code none}
   * @throws ConfigurationException if there is no such preset
   */
  public Settings withPreset(String key) {
    String name = text(key);
    if (name.equals("none")) {
      return this;
    }
    Set<String> presets = config.getObject("presets").keySet();
    if (!presets.contains(name)) {
      throw new ConfigurationException(
          "%s must be none or one of %s, got %s"
              .formatted(key, String.join(", ", new TreeSet<>(presets)), name));
    }
    Config preset = config.getObject("presets").toConfig().getConfig(name);
    return new Settings(own.withFallback(preset).withFallback(config).resolve(), own);
  }

  private void requireKnown(String key, String origin) {
    if (!config.hasPath(key)) {
      throw new ConfigurationException(
          "Unknown key %s in %s; %s".formatted(key, origin, known(key)));
    }
    if (config.getValue(key) instanceof ConfigObject) {
      throw new ConfigurationException(
          "Key %s in %s is a section; %s".formatted(key, origin, known(key + ".")));
    }
  }

  /** Says which keys exist where this one was looked for. */
  private String known(String key) {
    String section = key;
    while (section.lastIndexOf('.') > 0) {
      section = section.substring(0, section.lastIndexOf('.'));
      if (config.hasPath(section) && config.getValue(section) instanceof ConfigObject keys) {
        return "%s has %s".formatted(section, String.join(", ", new TreeSet<>(keys.keySet())));
      }
    }
    return "the sections are " + String.join(", ", new TreeSet<>(config.root().keySet()));
  }

  /** Returns the keys of a section, without its name. */
  public Set<String> keys(String section) {
    return config.getObject(section).keySet();
  }

  public String text(String key) {
    return read(key, "a text", Function.identity());
  }

  /** Reads a text where an empty one stands for none. */
  public Optional<String> optional(String key) {
    return Optional.of(text(key)).filter(text -> !text.isEmpty());
  }

  /** Reads a list of words; on a command line they are joined by commas. */
  public List<String> words(String key) {
    try {
      if (config.getValue(key).valueType() == ConfigValueType.LIST) {
        return config.getStringList(key);
      }
    } catch (ConfigException e) {
      throw new ConfigurationException("%s must be a list of words".formatted(key), e);
    }
    return Arrays.stream(text(key).split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Reads a list of whole numbers; on a command line they are joined by commas. */
  public List<Integer> integers(String key) {
    List<String> words = words(key);
    try {
      return words.stream().map(word -> Integer.valueOf(matching(WHOLE, word))).toList();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "%s must be a list of whole numbers, got %s".formatted(key, words), e);
    }
  }

  public boolean flag(String key) {
    return read(key, "true or false", Settings::strictBoolean);
  }

  public int integer(String key) {
    return read(key, "a whole number", text -> Integer.parseInt(matching(WHOLE, text)));
  }

  public long wide(String key) {
    return read(key, "a whole number", text -> Long.parseLong(matching(WHOLE, text)));
  }

  /** Reads a finite number. */
  public double decimal(String key) {
    return read(key, "a number", Settings::finite);
  }

  private static double finite(String text) {
    double number = Double.parseDouble(matching(DECIMAL, text));
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  /** Java's own reading also takes 0x1p3, 1.5f, and the digits of all scripts. */
  private static String matching(Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  /**
   * Reads one of an enum's constants, written in lower case with hyphens: {@code MESSAGE_NORM} is
   * message-norm.
   */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    String kind =
        "one of "
            + Arrays.stream(type.getEnumConstants()).map(Settings::word).collect(joining(", "));
    return read(
        key, kind, text -> Enum.valueOf(type, text.replace('-', '_').toUpperCase(Locale.ROOT)));
  }

  /** Returns a constant as it is written in a configuration. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Makes a record that checks itself.
   *
   * @param section named in front of its complaint
   */
  public static <T> T checked(String section, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("%s: %s".formatted(section, e.getMessage()), e);
    }
  }

  /** Returns the settings of a section as one line of JSON. */
  public String toJson(String section) {
    return config.getValue(section).render(ConfigRenderOptions.concise());
  }

  /** Returns all settings as one line of JSON; presets only in what they have set. */
  public String toJson() {
    return config.withoutPath("presets").root().render(ConfigRenderOptions.concise());
  }

  /** Returns what {@link #toJson()} has written, as texts by their keys. */
  public static Map<String, String> texts(String json) {
    Map<String, String> texts = new TreeMap<>();
    Config config =
        ConfigFactory.parseString(json, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    for (Map.Entry<String, ConfigValue> entry : config.entrySet()) {
      ConfigValue value = entry.getValue();
      texts.put(
          entry.getKey(),
          value.valueType() == ConfigValueType.LIST
              ? value.render(ConfigRenderOptions.concise())
              : config.getString(entry.getKey()));
    }
    return texts;
  }

  private <T> T read(String key, String kind, Function<String, T> parser) {
    try {
      return parser.apply(config.getString(key));
    } catch (ConfigException | IllegalArgumentException e) {
      String found = config.hasPath(key) ? config.getValue(key).unwrapped().toString() : "null";
      throw new ConfigurationException("%s must be %s, got %s".formatted(key, kind, found), e);
    }
  }

  private static boolean strictBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
