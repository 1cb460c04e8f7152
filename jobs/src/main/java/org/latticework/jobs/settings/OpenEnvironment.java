package org.latticework.jobs.settings;

import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.regex.Pattern;

/**
 * What {@code ${NAME}} in a configuration file may take from the environment: no secrets, since
 * settings are written to summaries, logs and models.
 */
final class OpenEnvironment implements ConfigResolver {
  private static final Pattern SECRET =
      Pattern.compile("SECRET|TOKEN|KEY|PASSWORD|CREDENTIAL", Pattern.CASE_INSENSITIVE);

  @Override
  public ConfigValue lookup(String name) {
    if (SECRET.matcher(name).find()) {
      throw new ConfigurationException(
          "${%s} is refused, as are all names with SECRET, TOKEN, KEY, PASSWORD or CREDENTIAL:"
                  .formatted(name)
              + " settings are written to summaries, logs and models");
    }
    String value = System.getenv(name);
    return value == null ? null : ConfigValueFactory.fromAnyRef(value, "environment");
  }

  @Override
  public ConfigResolver withFallback(ConfigResolver fallback) {
    return this;
  }
}
