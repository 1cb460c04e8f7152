/**
 * A page: sections of words, tables and figures as one HTML file that needs nothing else. What
 * comes from data is inert in it.
 */
package org.latticework.report.page;
