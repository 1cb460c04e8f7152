/** The tables of what models are and say: the runs of sweeps, and predictions. */
package org.latticework.pipeline.table.model;
