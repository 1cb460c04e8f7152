/** TensorBoard's event files. */
package org.latticework.trainer.curves;
