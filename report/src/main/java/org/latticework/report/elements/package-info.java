/** What networks have made of the elements. */
package org.latticework.report.elements;
