package org.latticework.report.page;

/** What a section of a page holds. */
public sealed interface Part permits Words, Facts, Drawn {}
