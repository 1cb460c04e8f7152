/** How good a network is: metrics of its predictions. */
package org.latticework.trainer.report;
