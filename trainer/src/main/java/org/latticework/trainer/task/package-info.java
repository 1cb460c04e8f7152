/** What a network is to learn: the scale of its targets, and how far off it is. */
package org.latticework.trainer.task;
