package org.latticework.jobs.settings;

import java.util.List;

/**
 * A setting, an argument or an input that the user must mend: exit code 2. One line, or one and
 * details below it.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> details;

  public ConfigurationException(String message) {
    this(message, List.of());
  }

  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
    this.details = List.of();
  }

  /**
   * Says several things at once.
   *
   * @param message what they are, in a line
   * @param details a line each
   */
  public ConfigurationException(String message, List<String> details) {
    super(message);
    this.details = List.copyOf(details);
  }

  /** Returns what is to be said below the message, line by line. */
  public List<String> details() {
    return details;
  }
}
