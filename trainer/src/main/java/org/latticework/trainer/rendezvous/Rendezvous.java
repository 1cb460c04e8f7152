package org.latticework.trainer.rendezvous;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.rpc.RpcCallContext;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.ThreadSafeRpcEndpoint;
import scala.PartialFunction;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * The driver's side of a meeting with tasks that run: they arrive by Spark's own messages, which it
 * authenticates and encrypts as it is told to, and wait for the driver's answer. Spark's barrier
 * tasks can do the same, but look for the answer once a second.
 */
public final class Rendezvous implements AutoCloseable {
  private final RpcEnv messages;
  private final RendezvousPoint point;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final RpcEndpointRef endpoint;
  private volatile boolean closed;

  private Rendezvous(RpcEnv messages) {
    this.messages = messages;
    this.point = new RendezvousPoint("rendezvous-" + UUID.randomUUID());
    this.endpoint = messages.setupEndpoint(point.name(), new Endpoint());
  }

  /** Opens one that tasks of this application can find. */
  public static Rendezvous open(SparkContext spark) {
    return new Rendezvous(spark.env().rpcEnv());
  }

  /** Returns what tasks need to find it. */
  public RendezvousPoint point() {
    return point;
  }

  /** Waits for the next task that arrives; empty if none does so soon. */
  public Optional<Arrival> next(Duration patience) {
    try {
      return Optional.ofNullable(arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the workers", e);
    }
  }

  /** Is found no longer; tasks that still wait hear that there is nothing more to do. */
  @Override
  public void close() {
    closed = true;
    messages.stop(endpoint);
    answerAll();
  }

  private void answerAll() {
    for (Arrival left = arrivals.poll(); left != null; left = arrivals.poll()) {
      left.answer(Answer.END);
    }
  }

  private final class Endpoint implements ThreadSafeRpcEndpoint {
    @Override
    public RpcEnv rpcEnv() {
      return messages;
    }

    @Override
    public PartialFunction<Object, BoxedUnit> receiveAndReply(RpcCallContext sender) {
      return new AbstractPartialFunction<>() {
        @Override
        public boolean isDefinedAt(Object message) {
          return message instanceof byte[];
        }

        @Override
        public BoxedUnit apply(Object message) {
          arrivals.add(new Arrival((byte[]) message, sender));
          if (closed) {
            answerAll();
          }
          return BoxedUnit.UNIT;
        }
      };
    }
  }
}
