/** Networks that others have published: those of CGCNN's authors, and archives of ALIGNN's. */
package org.latticework.trainer.model.published;
