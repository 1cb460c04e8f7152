/**
 * What is measured while a round runs, and what it adds up to: losses, errors, seconds, and who is
 * slow.
 */
package org.latticework.trainer.measure;
