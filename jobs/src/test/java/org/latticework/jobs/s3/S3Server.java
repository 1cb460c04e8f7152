package org.latticework.jobs.s3;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.model.CannedAccessControlList;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.S3ObjectSummary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * An S3 server in this process, on a free port of the loopback interface, with its objects in
 * memory. It is S3Proxy behind a class loader of its own, so that its libraries do not meet
 * Spark's.
 */
public final class S3Server implements AutoCloseable {
  public static final String ACCESS_KEY = "latticework";
  public static final String SECRET_KEY = "a secret of the tests";
  private static final String REGION = "us-east-1";

  private final URLClassLoader libraries;
  private final Object proxy;
  private final AmazonS3 client;

  public S3Server() throws Exception {
    Path jar = Path.of(System.getProperty("latticework.s3proxy"));
    libraries =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    thread.setContextClassLoader(libraries); // its providers are found through this one
    try {
      proxy = start();
    } finally {
      thread.setContextClassLoader(own);
    }
    client =
        AmazonS3ClientBuilder.standard()
            .withEndpointConfiguration(new EndpointConfiguration(endpoint().toString(), REGION))
            .withCredentials(
                new AWSStaticCredentialsProvider(new BasicAWSCredentials(ACCESS_KEY, SECRET_KEY)))
            .withPathStyleAccessEnabled(true)
            .build();
  }

  private Object start() throws ReflectiveOperationException {
    Properties properties = new Properties();
    properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:0");
    properties.setProperty("s3proxy.authorization", "aws-v2-or-v4");
    properties.setProperty("s3proxy.identity", ACCESS_KEY);
    properties.setProperty("s3proxy.credential", SECRET_KEY);
    Class<?> storeType = libraries.loadClass("org.jclouds.blobstore.BlobStore");
    Class<?> builderType = libraries.loadClass("org.gaul.s3proxy.S3Proxy$Builder");
    Object builder =
        builderType.getMethod("fromProperties", Properties.class).invoke(null, properties);
    builderType.getMethod("blobStore", storeType).invoke(builder, objectsInMemory());
    Object server = builderType.getMethod("build").invoke(builder);
    server.getClass().getMethod("start").invoke(server);
    return server;
  }

  private Object objectsInMemory() throws ReflectiveOperationException {
    Class<?> builderType = libraries.loadClass("org.jclouds.ContextBuilder");
    Class<?> contextType = libraries.loadClass("org.jclouds.blobstore.BlobStoreContext");
    Object builder = builderType.getMethod("newBuilder", String.class).invoke(null, "transient");
    builderType
        .getMethod("credentials", String.class, String.class)
        .invoke(builder, "nobody", "nothing");
    Object context = builderType.getMethod("build", Class.class).invoke(builder, contextType);
    return contextType.getMethod("getBlobStore").invoke(context);
  }

  /** Returns the address, such as {@code http://127.0.0.1:40123}. */
  public URI endpoint() {
    try {
      return URI.create("http://127.0.0.1:" + proxy.getClass().getMethod("getPort").invoke(proxy));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("S3Proxy has another interface than expected", e);
    }
  }

  /** Makes a bucket that only our keys open. */
  public void createBucket(String name) {
    client.createBucket(name);
  }

  /** Lets everybody read a bucket and what is in it now, as open data is. */
  public void open(String bucket) {
    client.setBucketAcl(bucket, CannedAccessControlList.PublicRead);
    keys(bucket)
        .forEach(key -> client.setObjectAcl(bucket, key, CannedAccessControlList.PublicRead));
  }

  /** Stores a file under a key. */
  public void put(String bucket, String key, Path file) {
    client.putObject(bucket, key, file.toFile());
  }

  /** Stores bytes under a key, and returns the tag of the object. */
  String put(String bucket, String key, byte[] bytes) {
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setContentLength(bytes.length);
    return client.putObject(bucket, key, new ByteArrayInputStream(bytes), metadata).getETag();
  }

  /** Returns the keys of a bucket's objects; at most a thousand. */
  public List<String> keys(String bucket) {
    return client.listObjectsV2(bucket).getObjectSummaries().stream()
        .map(S3ObjectSummary::getKey)
        .toList();
  }

  /** Returns the keys that begin with something; at most a thousand. */
  public List<String> keys(String bucket, String beginning) {
    return client.listObjectsV2(bucket, beginning).getObjectSummaries().stream()
        .map(S3ObjectSummary::getKey)
        .toList();
  }

  /** Opens an object for reading. */
  public InputStream open(String bucket, String key) {
    return client.getObject(bucket, key).getObjectContent();
  }

  /** Removes an object. */
  public void delete(String bucket, String key) {
    client.deleteObject(bucket, key);
  }

  @Override
  public void close() throws IOException {
    client.shutdown();
    try {
      proxy.getClass().getMethod("stop").invoke(proxy);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("S3Proxy did not stop", e);
    }
    libraries.close();
  }
}
