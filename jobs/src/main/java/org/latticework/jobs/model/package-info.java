/**
 * What is kept of a training in a workspace: models with their provenance, and the states of one
 * that is under way.
 */
package org.latticework.jobs.model;
