package org.latticework.pipeline.group;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.latticework.featurizer.crystal.Element;
import org.latticework.featurizer.crystal.PeriodicTable;
import org.latticework.pipeline.level.Levels;
import org.latticework.pipeline.table.LevelTable;
import org.latticework.pipeline.table.MaterialTable;

/** A way in which materials are related: those that share a value of the level. */
public enum Level {
  /** Each material for itself. */
  MATERIAL(MaterialTable.MATERIAL_ID),
  /** The same crystal to the last digit, under several names. */
  STRUCTURE(MaterialTable.STRUCTURE_HASH),
  /** Crystals that can hardly be told apart by the distances of their atoms. */
  NEAR_DUPLICATE(LevelTable.NEAR_DUPLICATE),
  /** One reduced formula in one prototype. */
  PROTOSTRUCTURE(Levels.PROTOSTRUCTURE),
  /** The reduced formula: all polymorphs of a compound. */
  COMPOSITION(MaterialTable.REDUCED_FORMULA),
  /** One geometry, whatever the elements. */
  PROTOTYPE(LevelTable.PROTOTYPE),
  /** The set of elements. */
  CHEMICAL_SYSTEM(MaterialTable.CHEMICAL_SYSTEM),
  /** An element that is in it; a material has several. */
  ELEMENT(MaterialTable.CHEMICAL_SYSTEM),
  /** A group of the periodic table that an element of it is in: {@code group-17}. */
  GROUP(MaterialTable.CHEMICAL_SYSTEM),
  /** A row of the periodic table that an element of it is in: {@code row-6}. */
  ROW(MaterialTable.CHEMICAL_SYSTEM);

  private final String column;

  Level(String column) {
    this.column = column;
  }

  /** Returns the column of {@link Levels} with the value; of levels of elements, their list. */
  public String column() {
    return column;
  }

  /** Returns whether a material has several values, one for each element or fewer. */
  public boolean isOfElements() {
    return this == ELEMENT || this == GROUP || this == ROW;
  }

  /** Returns the values of a row of {@link Levels}, as an array of texts. */
  public Column list() {
    if (!isOfElements()) {
      return array(col(column));
    }
    String level = word();
    return functions
        .udf(
            (UDF1<String, String[]>) system -> places(level, system),
            DataTypes.createArrayType(DataTypes.StringType))
        .apply(col(column));
  }

  private static String[] places(String level, String chemicalSystem) {
    return Arrays.stream(chemicalSystem.split("-", -1))
        .map(symbol -> ofWord(level).valueOf(Element.ofSymbol(symbol).orElseThrow()))
        .distinct()
        .toArray(String[]::new);
  }

  /**
   * Returns the value that an element gives: {@code Cl}, {@code group-17} or {@code row-3}.
   *
   * @throws IllegalArgumentException if this is no level of elements
   */
  public String valueOf(Element element) {
    return switch (this) {
      case ELEMENT -> element.symbol();
      case GROUP -> "group-" + PeriodicTable.group(element);
      case ROW -> "row-" + PeriodicTable.row(element);
      default -> throw new IllegalArgumentException(word() + " is no level of elements");
    };
  }

  /** Returns the word for configurations and command lines: {@code "near-duplicate"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the level with the given word.
   *
   * @throws IllegalArgumentException if there is none; the message lists the words
   */
  public static Level ofWord(String word) {
    for (Level level : values()) {
      if (level.word().equals(word)) {
        return level;
      }
    }
    String words = Arrays.stream(values()).map(Level::word).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("A level is one of %s, got '%s'".formatted(words, word));
  }
}
