package org.latticework.jobs.settings;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseable;
import java.io.File;
import java.net.URL;

/**
 * What {@code include} means in a configuration file: another file, by its whole name, next to the
 * one that names it. HOCON itself also takes addresses and the class path, and leaves out what is
 * not there.
 */
final class FileIncludes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    ConfigParseable found = context.relativeTo(what);
    if (found == null || found.origin().filename() == null) { // it turned to the class path
      throw refused(what, "no such file there; includes are files, by their whole names");
    }
    return parse(found, context, what);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refused("url(%s)".formatted(what), "only files are included");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refused("classpath(%s)".formatted(what), "only files are included");
  }

  private static ConfigObject parse(
      ConfigParseable found, ConfigIncludeContext context, String what) {
    try {
      return found.parse(context.parseOptions().setAllowMissing(false));
    } catch (ConfigException.IO e) {
      throw refused(what, "cannot be read: " + e.getMessage());
    }
  }

  private static ConfigurationException refused(String what, String reason) {
    return new ConfigurationException("include %s: %s".formatted(what, reason));
  }
}
