/** The command {@code generate}: a dump of synthetic crystals. */
package org.latticework.jobs.generate;
