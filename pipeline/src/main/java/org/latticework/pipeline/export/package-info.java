/** Tables as files for other programs: CSV, JSON lines and Parquet. */
package org.latticework.pipeline.export;
