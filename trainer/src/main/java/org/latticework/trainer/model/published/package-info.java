/**
 * Networks that others have published: those of CGCNN's authors, MEGNet and M3GNet of matgl in the
 * names and the layout of the networks here, and archives of ALIGNN's.
 */
package org.latticework.trainer.model.published;
