package org.latticework.pipeline.table;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.latticework.featurizer.crystal.Composition;
import org.latticework.featurizer.crystal.Lattice;
import org.latticework.featurizer.crystal.Structure;
import org.latticework.featurizer.crystal.StructureHash;
import org.latticework.pipeline.delta.StoredTable;
import org.latticework.pipeline.delta.Workspace;
import org.latticework.pipeline.material.Material;
import org.latticework.pipeline.material.Origin;
import org.latticework.pipeline.material.StructureArrays;
import org.latticework.pipeline.material.Target;

/**
 * The table {@code materials}: one row for each material in each release that first had it or
 * changed it. Its columns are explained in {@link #SCHEMA}, and the properties in {@link Target}.
 */
public final class MaterialTable {
  public static final String DATABASE_VERSION = "database_version";
  public static final String MATERIAL_ID = "material_id";
  public static final String FORMULA_PRETTY = "formula_pretty";
  public static final String REDUCED_FORMULA = "reduced_formula";
  public static final String CHEMICAL_SYSTEM = "chemical_system";
  public static final String NSITES = "nsites";
  public static final String LATTICE = "lattice";
  public static final String ATOMIC_NUMBERS = "atomic_numbers";
  public static final String FRACTIONAL = "fractional";
  public static final String SYMMETRY_NUMBER = "symmetry_number";
  public static final String DEPRECATED = "deprecated";
  public static final String LICENSE = "license";
  public static final String LAST_UPDATED = "last_updated";
  public static final String STRUCTURE_HASH = "structure_hash";
  public static final String SOURCE = "source";
  public static final String RECORD = "record";

  /** The columns that every table has; extra targets come behind them. */
  public static final StructType SCHEMA = schema();

  /** The table: a row is named by release and material. */
  public static final StoredTable TABLE =
      new StoredTable("materials", SCHEMA, List.of(DATABASE_VERSION, MATERIAL_ID), List.of());

  private MaterialTable() {}

  private static StructType schema() {
    Columns columns =
        new Columns()
            .required(DATABASE_VERSION, DataTypes.StringType, "Release the row comes from")
            .required(MATERIAL_ID, DataTypes.StringType, "Name of the material; opaque")
            .required(FORMULA_PRETTY, DataTypes.StringType, "Formula as the source spells it")
            .required(
                REDUCED_FORMULA,
                DataTypes.StringType,
                "Formula over the greatest common divisor, symbols in alphabetical order: O2 Ti")
            .required(CHEMICAL_SYSTEM, DataTypes.StringType, "Elements in alphabetical order: O-Ti")
            .required(NSITES, DataTypes.IntegerType, "N, the number of atoms in the cell")
            .required(LATTICE, doubles(), "9 numbers, Å: cell vectors a, b, c row by row")
            .required(
                ATOMIC_NUMBERS,
                DataTypes.createArrayType(DataTypes.IntegerType, false),
                "N atomic numbers")
            .required(
                FRACTIONAL,
                doubles(),
                "3 N coordinates in units of the cell vectors, atom by atom; may lie outside [0, 1)");
    for (Target target : Target.all()) {
      String unit = target.unit().equals("1") ? "" : ", " + target.unit();
      columns.optional(target.column(), DataTypes.DoubleType, target.meaning() + unit);
    }
    return columns
        .optional(SYMMETRY_NUMBER, DataTypes.IntegerType, "Number of the space group, 1 to 230")
        .required(DEPRECATED, DataTypes.BooleanType, "Whether the source has withdrawn it")
        .required(LICENSE, DataTypes.StringType, "As the source spells it; empty if it is silent")
        .optional(LAST_UPDATED, DataTypes.TimestampType, "When the source last touched it, UTC")
        .required(STRUCTURE_HASH, DataTypes.StringType, "Content address of the structure")
        .required(SOURCE, DataTypes.StringType, "File that the row was read from")
        .required(RECORD, DataTypes.StringType, "Place in that file, such as: line 12")
        .schema();
  }

  /** Returns the columns, extra targets included. */
  public static StructType schema(List<Target> extra) {
    StructType schema = SCHEMA;
    for (Target target : extra) {
      schema = schema.add(target.column(), DataTypes.DoubleType, true, target.meaning());
    }
    return schema;
  }

  /** Returns the table with extra targets. */
  public static StoredTable table(List<Target> extra) {
    return new StoredTable(TABLE.name(), schema(extra), TABLE.key(), TABLE.partitions());
  }

  private static ArrayType doubles() {
    return DataTypes.createArrayType(DataTypes.DoubleType, false);
  }

  /** Returns all rows of all releases. */
  public static Dataset<Row> read(SparkSession spark, Workspace workspace) {
    return TABLE.read(spark, workspace);
  }

  /**
   * Keeps one row for each material: that of the last release that changed it, whether or not a
   * later release still had it.
   */
  public static Dataset<Row> current(Dataset<Row> materials) {
    Column rank =
        functions
            .row_number()
            .over(
                Window.partitionBy(MATERIAL_ID)
                    .orderBy(ReleaseOrder.place(functions.col(DATABASE_VERSION)).desc()));
    return materials.withColumn("rank", rank).where("rank = 1").drop("rank");
  }

  /**
   * Returns the row of a material, whose reduced formula, system and hash are computed here.
   *
   * @param extra targets beyond {@link Target#all}
   */
  public static Row toRow(Material material, List<Target> extra) {
    Structure structure = material.structure();
    int[] atomicNumbers = structure.atomicNumbers();
    Composition composition = Composition.of(atomicNumbers);
    List<Object> values = new ArrayList<>(SCHEMA.size() + extra.size());
    values.add(material.databaseVersion());
    values.add(material.materialId());
    values.add(material.formulaPretty());
    values.add(composition.reducedFormula());
    values.add(composition.chemicalSystem());
    values.add(atomicNumbers.length);
    values.add(structure.lattice().rows());
    values.add(atomicNumbers);
    values.add(structure.fractionals());
    Target.all().forEach(target -> values.add(cell(material, target)));
    var symmetry = material.symmetryNumber();
    values.add(symmetry.isPresent() ? symmetry.getAsInt() : null);
    values.add(material.deprecated());
    values.add(material.license());
    values.add(material.lastUpdated().map(Timestamp::from).orElse(null));
    values.add(StructureHash.of(structure));
    values.add(material.origin().source());
    values.add(material.origin().record());
    extra.forEach(target -> values.add(cell(material, target)));
    return RowFactory.create(values.toArray());
  }

  private static Double cell(Material material, Target target) {
    var value = material.target(target);
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** Returns the material of a row that has all columns, without extra targets. */
  public static Material fromRow(Row row) {
    Map<Target, Double> targets = new HashMap<>();
    for (Target target : Target.all()) {
      int index = row.fieldIndex(target.column());
      if (!row.isNullAt(index)) {
        targets.put(target, row.getDouble(index));
      }
    }
    int symmetry = row.fieldIndex(SYMMETRY_NUMBER);
    Timestamp lastUpdated = row.getAs(LAST_UPDATED);
    return new Material(
        row.getAs(DATABASE_VERSION),
        row.getAs(MATERIAL_ID),
        row.getAs(FORMULA_PRETTY),
        structure(row),
        targets,
        row.isNullAt(symmetry) ? OptionalInt.empty() : OptionalInt.of(row.getInt(symmetry)),
        row.<Boolean>getAs(DEPRECATED),
        row.getAs(LICENSE),
        Optional.ofNullable(lastUpdated).map(Timestamp::toInstant),
        new Origin(row.getAs(SOURCE), row.getAs(RECORD)));
  }

  /** Returns the crystal of a row that has at least the columns of the structure. */
  public static Structure structure(Row row) {
    return new Structure(
        Lattice.ofRows(ArrayCells.doubles(row, LATTICE)),
        ArrayCells.ints(row, ATOMIC_NUMBERS),
        ArrayCells.doubles(row, FRACTIONAL));
  }

  /** Returns the volume of the cell, Å³. */
  public static Column cellVolume() {
    Column[] l = new Column[9];
    Arrays.setAll(l, k -> functions.col(LATTICE).getItem(k));
    Column x = l[4].multiply(l[8]).minus(l[5].multiply(l[7]));
    Column y = l[5].multiply(l[6]).minus(l[3].multiply(l[8]));
    Column z = l[3].multiply(l[7]).minus(l[4].multiply(l[6]));
    return functions.abs(l[0].multiply(x).plus(l[1].multiply(y)).plus(l[2].multiply(z)));
  }

  /** Returns the columns of the structure as one, to be read with {@link StructureArrays}. */
  public static Column structure() {
    return functions.struct(
        functions.col(LATTICE).as("_1"),
        functions.col(ATOMIC_NUMBERS).as("_2"),
        functions.col(FRACTIONAL).as("_3"));
  }

  /**
   * Returns the target that keeps a field of the documents beyond the known ones.
   *
   * @param field name; a field inside objects is named with dots, {@code dos.gap}, and its column
   *     with underscores, {@code dos_gap}
   * @throws IllegalArgumentException if a column of this name is there already, or the name cannot
   *     be one
   */
  public static Target extraTarget(String field) {
    if (!field.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*")) {
      throw new IllegalArgumentException(
          "An extra target is a field such as my_property or dos.gap, got '%s'".formatted(field));
    }
    String column = field.replace('.', '_');
    for (String taken : SCHEMA.fieldNames()) {
      if (taken.equalsIgnoreCase(column)) {
        throw new IllegalArgumentException(
            "The extra target %s needs the column %s, which every materials table has"
                .formatted(field, taken));
      }
    }
    return new Target(column, "units of the source", "Field %s of the documents".formatted(field));
  }
}
