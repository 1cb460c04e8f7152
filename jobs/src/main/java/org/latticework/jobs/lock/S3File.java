package org.latticework.jobs.lock;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.SdkClientException;
import com.amazonaws.services.s3.model.PutObjectRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.RemoteFileChangedException;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.WriteOperationHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object on S3. It is written under conditions, {@code If-None-Match} and {@code If-Match},
 * which Amazon's S3 keeps since 2024, as many other stores do. A store that refuses or ignores them
 * is found out, and is treated like one that knows no conditions.
 *
 * <p>Hadoop 3.3 writes under no conditions, so this asks its S3 client for it.
 */
final class S3File extends StoreFile {
  private static final Logger LOG = LoggerFactory.getLogger(S3File.class);
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_IMPLEMENTED = 501;
  private static final int BAD_REQUEST = 400;
  private static final int MOST_LOOKS = 10;

  private final S3AFileSystem store;
  private final String key;
  private boolean conditional = true; // until the store shows otherwise

  /** What the store makes of a write under a condition. */
  private enum Answer {
    WRITTEN,
    REFUSED,
    NO_CONDITIONS
  }

  S3File(S3AFileSystem store, Path file) {
    super(store, file);
    this.store = store;
    this.key = store.pathToKey(file);
  }

  @Override
  String version(FileStatus status) {
    String tag = status instanceof EtagSource source ? source.getEtag() : "";
    return tag == null ? "" : tag;
  }

  /** Again where the object was written between the look at its tag and the look into it. */
  @Override
  public Optional<Seen> look() throws IOException {
    for (int look = 1; ; look++) {
      try {
        return super.look();
      } catch (RemoteFileChangedException e) {
        if (look == MOST_LOOKS) {
          throw e;
        }
      }
    }
  }

  @Override
  public boolean create(String text) throws IOException {
    if (!conditional) {
      return super.create(text);
    }
    boolean made = put(text, "If-None-Match", "*", () -> super.create(text));
    boolean again = // which must be refused
        made && conditional && put(text + " ", "If-None-Match", "*", () -> false);
    if (again) {
      LOG.info("{} is on a store that ignores conditions", this);
      conditional = false;
    }
    return made;
  }

  @Override
  public boolean replace(Seen seen, String text) throws IOException {
    String tag = seen.version().replace("\"", "");
    if (conditional && !tag.isEmpty()) {
      return put(text, "If-Match", "\"%s\"".formatted(tag), () -> super.replace(seen, text));
    }
    return super.replace(seen, text);
  }

  private interface Write {
    boolean done() throws IOException;
  }

  /** Writes under a condition; in another way where the store refuses that. */
  private boolean put(String text, String header, String value, Write unconditional)
      throws IOException {
    return switch (answer(text, header, value)) {
      case WRITTEN -> true;
      case REFUSED -> look().filter(seen -> seen.text().equals(text)).isPresent(); // tried twice
      case NO_CONDITIONS -> {
        LOG.info("{} is on a store that refuses conditions", this);
        conditional = false;
        yield unconditional.done();
      }
    };
  }

  private Answer answer(String text, String header, String value) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    WriteOperationHelper helper = store.getWriteOperationHelper();
    PutObjectRequest request =
        helper.createPutObjectRequest(key, new ByteArrayInputStream(bytes), bytes.length, Map.of());
    request.putCustomRequestHeader(header, value);
    try {
      // Not through the helper, which would take up a refusal again and again, for minutes.
      store.getAmazonS3ClientForTesting("lock").putObject(request);
      return Answer.WRITTEN;
    } catch (AmazonServiceException e) {
      return switch (e.getStatusCode()) {
        case PRECONDITION_FAILED, CONFLICT -> Answer.REFUSED;
        case NOT_IMPLEMENTED, BAD_REQUEST -> Answer.NO_CONDITIONS;
        default -> throw new IOException("Cannot write %s: %s".formatted(this, e.getMessage()), e);
      };
    } catch (SdkClientException e) {
      throw new IOException("Cannot write %s: %s".formatted(this, e.getMessage()), e);
    }
  }

  @Override
  public boolean isConditional() {
    return conditional;
  }
}
