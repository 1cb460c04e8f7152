package org.latticework.jobs.serve;

import java.util.Optional;
import org.latticework.jobs.settings.Settings;
import picocli.CommandLine.Option;

/** Where a model is served. */
final class ServeOptions {
  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on (serve.host).")
  private Optional<String> host;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "Port to listen on; 0 for any that is free (serve.port).")
  private Optional<String> port;

  Settings override(Settings settings) {
    return settings.with("serve.host", host).with("serve.port", port);
  }
}
