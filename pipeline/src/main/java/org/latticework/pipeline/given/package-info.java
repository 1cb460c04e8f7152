/** Folds that others decided: files of them, and those of Matbench. */
package org.latticework.pipeline.given;
