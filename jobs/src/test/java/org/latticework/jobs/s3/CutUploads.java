package org.latticework.jobs.s3;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Uploads of which half arrives, and then the connection ends.
 *
 * @param paths of the objects
 */
public record CutUploads(Pattern paths) {
  /** Cuts none. */
  static final CutUploads NONE = new CutUploads(Pattern.compile("(?!)"));

  boolean take(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("PUT")
        && paths.matcher(exchange.getRequestURI().getPath()).matches();
  }

  /** Sends the head of a request as it came, whose length is the whole one's, and half of it. */
  void send(HttpExchange exchange, byte[] body, URI server) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append("PUT %s HTTP/1.1\r\n".formatted(exchange.getRequestURI()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                values.stream()
                    .filter(value -> !name.equalsIgnoreCase("expect")) // it goes on at once
                    .forEach(value -> head.append("%s: %s\r\n".formatted(name, value))));
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
      out.write(body, 0, body.length / 2);
      out.flush();
    }
  }
}
