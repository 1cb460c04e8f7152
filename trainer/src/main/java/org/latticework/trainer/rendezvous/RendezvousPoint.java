package org.latticework.trainer.rendezvous;

import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcTimeout;
import org.apache.spark.util.RpcUtils;
import scala.concurrent.Await;
import scala.concurrent.Future;
import scala.concurrent.duration.Duration;
import scala.concurrent.duration.FiniteDuration;

/** The way of a task to the {@link Rendezvous} at the driver. */
public final class RendezvousPoint implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final FiniteDuration CHECK = Duration.apply(1, TimeUnit.SECONDS);

  /** As long as the slowest of all takes; that the driver is there, Spark watches itself. */
  private static final RpcTimeout FOREVER =
      new RpcTimeout(Duration.apply(365, TimeUnit.DAYS), "a round of training");

  private final String name;
  private transient RpcEndpointRef driver; // found once by each task

  RendezvousPoint(String name) {
    this.name = name;
  }

  /** Returns the name that no other has. */
  public String name() {
    return name;
  }

  /**
   * Asks as a task that has just begun, and waits.
   *
   * @return the answer; empty where there is nothing more to do
   * @throws TaskKilledException if Spark ends the task meanwhile
   */
  public <T extends Serializable> Optional<T> arrive(Class<T> answer) {
    return ask(new byte[0], answer);
  }

  /** Sends an object, and waits as {@link #arrive} does. */
  public <T extends Serializable> Optional<T> arrive(Serializable message, Class<T> answer) {
    return ask(Packed.of(message), answer);
  }

  private <T extends Serializable> Optional<T> ask(byte[] message, Class<T> type) {
    if (driver == null) {
      SparkEnv process = SparkEnv.get();
      driver = RpcUtils.makeDriverRef(name, process.conf(), process.rpcEnv());
    }
    byte[] answer = await(driver.ask(message, FOREVER, Packed.tag(byte[].class)));
    return answer.length == 0 ? Optional.empty() : Optional.of(Packed.open(answer, type));
  }

  private static byte[] await(Future<byte[]> answer) {
    TaskContext task = TaskContext.get();
    while (true) {
      try {
        return Await.result(answer, CHECK);
      } catch (TimeoutException e) {
        if (task.isInterrupted()) {
          throw new TaskKilledException("ended while it waited for the driver");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TaskKilledException("interrupted while it waited for the driver");
      }
    }
  }
}
