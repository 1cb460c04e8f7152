package org.latticework.jobs.published;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latticework.jobs.job.Job;
import org.latticework.jobs.job.Work;
import org.latticework.jobs.model.ModelFolder;
import org.latticework.jobs.settings.ConfigurationException;
import org.latticework.jobs.settings.Settings;
import org.latticework.jobs.workspace.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a model of a published checkpoint; needs no Spark. */
@Command(
    name = "import-weights",
    mixinStandardHelpOptions = true,
    description = {
      "Make a model of weights that others have published: CGCNN's (txie-93/cgcnn, pre-trained/*.pth.tar), and MEGNet's"
          + " and M3GNet's for formation energies (matgl, pretrained_models/*/state.pt).",
      "Predict with it as with any model: its graphs are made as those that it has learned from.",
      "Example: latticework import-weights --checkpoint band-gap.pth.tar --name xie-band-gap",
      "Example: latticework import-weights --checkpoint MEGNet-MP-2018.6.1-Eform/state.pt --name megnet"
    })
public final class ImportWeightsJob extends Job {
  private static final Pattern ENERGY = Pattern.compile("Eform(\\.pt|/state\\.pt)$");
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-]+)\\.pth(\\.tar)?");

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      required = true,
      description = "The checkpoint.")
  private String checkpoint;

  @Option(
      names = "--atom-init",
      paramLabel = "FILE",
      description = "CGCNN's table of features per element (default: atom_init.json beside it).")
  private Optional<String> atomInit;

  @Option(
      names = "--card",
      paramLabel = "FILE",
      description =
          "The model.json of a network of matgl (default: beside it, or with the same name before .json).")
  private Optional<String> card;

  @Option(
      names = "--target",
      paramLabel = "C",
      description = "What it predicts, as a column is called (default: by the checkpoint's name).")
  private Optional<String> target;

  @Option(names = "--name", paramLabel = "M", required = true, description = "Name of the model.")
  private String name;

  @Option(names = "--overwrite", description = "Replace a model of that name.")
  private boolean overwrite;

  @Override
  protected Work prepare(Settings settings, Location workspace) {
    Location file = existing("--checkpoint", checkpoint);
    Location companion = WeightsImport.isMatgl(file) ? card(file) : table(file);
    ModelFolder.requireName("--name", name);
    String column = target.orElseGet(() -> column(file));
    if (!column.matches("[A-Za-z][A-Za-z0-9_]*")) {
      throw new ConfigurationException(
          "--target must be letters, digits and underscore, got '%s'".formatted(column));
    }
    if (!overwrite) {
      ModelFolder.of(workspace, name).requireAbsent();
    }
    return run -> new WeightsImport(run, file, companion, column, name, settings).run(overwrite);
  }

  private Location table(Location file) {
    refuse(card, "--card", "a network of matgl, state.pt");
    return existing("--atom-init", atomInit.orElseGet(() -> beside(file, "atom_init.json")));
  }

  private Location card(Location file) {
    refuse(atomInit, "--atom-init", "a network of CGCNN, *.pth.tar");
    return existing(
        "--card",
        card.orElseGet(
            () ->
                file.text().endsWith("/state.pt") || file.text().equals("state.pt")
                    ? beside(file, "model.json")
                    : file.text().replaceFirst("pt$", "json")));
  }

  private static void refuse(Optional<String> value, String option, String belongsTo) {
    if (value.isPresent()) {
      throw new ConfigurationException("%s is for %s".formatted(option, belongsTo));
    }
  }

  private static String beside(Location file, String name) {
    return file.text().replaceFirst("[^/]*$", name);
  }

  private static Location existing(String option, String text) {
    Location file = new Location(text);
    file.requireExisting("%s: there is no file %s".formatted(option, text));
    return file;
  }

  private static String column(Location checkpoint) {
    if (WeightsImport.isMatgl(checkpoint) && ENERGY.matcher(checkpoint.text()).find()) {
      return "formation_energy_per_atom";
    }
    String name = checkpoint.text().substring(checkpoint.text().lastIndexOf('/') + 1);
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw new ConfigurationException(
          "The name %s does not say what the network predicts: say it with --target"
              .formatted(name));
    }
    return parts.group(1).replace('-', '_');
  }
}
