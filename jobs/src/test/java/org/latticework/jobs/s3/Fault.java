package org.latticework.jobs.s3;

/** What goes wrong between a client and a server. */
public enum Fault {
  /** The server is busy: 503, and the request is not looked at. */
  BUSY,
  /** The request is carried out, but the connection is cut before the answer. */
  LOST,
  /** The connection is cut in the middle of an object. */
  CUT,
  /** The connection goes silent in the middle of an object, for longer than a client waits. */
  STALLED,
  /** The answer comes late, but whole. */
  SLOW
}
