package org.latticework.jobs.split;

import java.util.Optional;
import org.latticework.jobs.settings.Settings;
import picocli.CommandLine.Option;

/** The settings of a split that say what its strategy needs, and what is kept together besides. */
final class SplitDetails {
  @Option(
      names = "--keep-apart",
      paramLabel = "L,L",
      description =
          "No two folds share a near-duplicate, composition, prototype, … (split.keep-apart).")
  private Optional<String> keepApart;

  @Option(
      names = "--leave-out",
      paramLabel = "W,W",
      description =
          "With leave-elements-out: elements, such as Li,group-17,row-6. With leave-one-out: values "
              + "of the level (split.leave-out).")
  private Optional<String> leaveOut;

  @Option(
      names = "--level",
      paramLabel = "L",
      description =
          "With leave-one-out: element, group, row, prototype, chemical-system, … (split.level).")
  private Optional<String> level;

  @Option(
      names = "--train-until",
      paramLabel = "RELEASE",
      description = "With release: the last one that is learned from (split.train-until).")
  private Optional<String> trainUntil;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "With file: CSV with material_id,fold; JSON with lists train, validation, test; or "
              + "MatFold's x.train.csv (split.file).")
  private Optional<String> file;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Cross-validation: K splits, each with another test (split.folds).")
  private Optional<String> folds;

  @Option(
      names = "--inner-folds",
      paramLabel = "M",
      description =
          "Each of several splits M times, each with another validation (split.inner-folds).")
  private Optional<String> innerFolds;

  @Option(
      names = "--keep-in-train",
      paramLabel = "W,W",
      description =
          "Always learned from: elements, binary, ternary, names of materials "
              + "(split.keep-in-train).")
  private Optional<String> keepInTrain;

  @Option(
      names = "--validation-strategy",
      paramLabel = "S",
      description =
          "What training and validation do not share, if other than the test "
              + "(split.validation-strategy).")
  private Optional<String> validationStrategy;

  @Option(
      names = "--exact",
      description = "Meet the shares exactly, in a release: with --as-of (split.exact).")
  private boolean exact;

  Settings override(Settings settings) {
    return settings
        .with("split.keep-apart", keepApart)
        .with("split.leave-out", leaveOut)
        .with("split.level", level)
        .with("split.train-until", trainUntil)
        .with("split.file", file)
        .with("split.folds", folds)
        .with("split.inner-folds", innerFolds)
        .with("split.keep-in-train", keepInTrain)
        .with("split.validation-strategy", validationStrategy)
        .with("split.exact", exact ? Optional.of(true) : Optional.empty());
  }
}
