package org.latticework.pipeline.ingest.document;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.latticework.pipeline.SharedData;

/**
 * A real crystal in the spellings of several databases. Its numbers are taken from the text of
 * Materials Project's document, Cartesian coordinates too, which have eight decimals there.
 *
 * @param document as Materials Project has it
 */
public record RealOxide(String document) {
  /** What Cartesian coordinates with eight decimals leave of fractional ones in cells of 2 Å. */
  public static final double ROUNDED = 1e-8;

  public static List<RealOxide> all() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedData.file("mp-oxides-50.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      return lines.lines().map(RealOxide::new).toList();
    }
  }

  private String first(String pattern) {
    return found(pattern).get(0);
  }

  private List<String> found(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(document);
    List<String> all = new ArrayList<>();
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return all;
  }

  public String id() {
    return first("\"material_id\":\"([^\"]+)\"");
  }

  private String structure() {
    String rest = document.substring(document.indexOf("\"structure\":") + 12);
    int depth = 0;
    int end = 0;
    do { // no text of a structure has braces
      depth += rest.charAt(end) == '{' ? 1 : rest.charAt(end) == '}' ? -1 : 0;
      end++;
    } while (depth > 0);
    return rest.substring(0, end);
  }

  private String matrix() {
    return first("\"matrix\":(\\[\\[[^a-z]*\\]\\])");
  }

  private List<String> elements() {
    return found("\"element\":\"(\\w+)\"");
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(",", "[", "]"));
  }

  private String energy() {
    return first("\"formation_energy_per_atom\":([-0-9.e]+)");
  }

  private String gap() {
    return first("\"band_gap\":([-0-9.e]+)");
  }

  /** Returns the list of species, with names that are no symbols. */
  private String species() {
    return elements().stream()
        .distinct()
        .map(
            symbol ->
                ("{\"name\":\"kind-%s\",\"chemical_symbols\":[\"%s\"],\"concentration\":[1.0],"
                        + "\"mass\":null,\"attached\":null}")
                    .formatted(symbol, symbol))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private String optimadeFields(String species) {
    List<String> named = elements().stream().map(symbol -> "kind-" + symbol).toList();
    return ("\"elements\":%s,\"nsites\":%d,\"dimension_types\":[1,1,1],\"nperiodic_dimensions\":3,"
            + "\"lattice_vectors\":%s,\"cartesian_site_positions\":%s,\"species\":%s,"
            + "\"species_at_sites\":%s,\"last_modified\":\"2023-11-16T06:57:59Z\"")
        .formatted(
            quoted(elements().stream().distinct().sorted().toList()),
            elements().size(),
            matrix(),
            found("\"xyz\":(\\[[^]]*\\])"),
            species,
            quoted(named));
  }

  /** Returns an entry of OPTIMADE, as OQMD has them. */
  public String optimade() {
    return ("{\"id\":\"%s\",\"type\":\"structures\",\"links\":null,\"meta\":null,\"attributes\":{%s,"
            + "\"immutable_id\":\"another\",\"structure_features\":[],\"_oqmd_delta_e\":%s,"
            + "\"_oqmd_band_gap\":%s,\"_oqmd_stability\":null}}")
        .formatted(id(), optimadeFields(species()), energy(), gap());
  }

  /** Returns a row of LeMat-Bulk: the species are a text, the energy is that of the cell. */
  public String lemat() {
    String text = species().replace("\"", "\\\"");
    return "{\"immutable_id\":\"%s\",%s,\"energy\":-123.5,\"functional\":\"pbe\"}"
        .formatted(id(), optimadeFields('"' + text + '"'));
  }

  /** Returns a document of JARVIS. */
  public String jarvis(boolean cartesian) {
    return ("{\"jid\":\"%s\",\"spg_number\":\"na\",\"formula\":\"x\",\"mbj_bandgap\":\"na\","
            + "\"formation_energy_peratom\":%s,\"optb88vdw_bandgap\":%s,\"ehull\":\"na\","
            + "\"bulk_modulus_kv\":\"na\",\"atoms\":{\"lattice_mat\":%s,\"coords\":%s,"
            + "\"elements\":%s,\"abc\":[1,2,3],\"angles\":[90,90,90],\"cartesian\":%s,"
            + "\"props\":[\"\",\"\"]}}")
        .formatted(
            id(),
            energy(),
            gap(),
            matrix(),
            found(cartesian ? "\"xyz\":(\\[[^]]*\\])" : "\"abc\":(\\[[^]]*\\])"),
            quoted(elements()),
            cartesian);
  }

  /** Returns an entry of Alexandria. */
  public String alexandria() {
    return ("{\"@class\":\"ComputedStructureEntry\",\"energy\":-99.0,\"entry_id\":null,"
            + "\"correction\":0.0,\"structure\":%s,\"data\":{\"mat_id\":\"%s\",\"spg\":225,"
            + "\"e_form\":%s,\"e_above_hull\":0.25,\"band_gap_ind\":%s,\"energy_total\":-99.0,"
            + "\"decomposition\":\"x\"}}")
        .formatted(structure(), id(), energy(), gap());
  }
}
