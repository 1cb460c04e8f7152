/** The command {@code demo}: the whole chain on synthetic crystals. */
package org.latticework.jobs.demo;
