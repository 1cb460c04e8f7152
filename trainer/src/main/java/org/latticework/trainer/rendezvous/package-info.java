/** Where tasks that run meet with the driver: each sends an object and waits for the answer. */
package org.latticework.trainer.rendezvous;
