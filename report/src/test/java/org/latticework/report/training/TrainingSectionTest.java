package org.latticework.report.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latticework.report.page.SectionReading.words;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latticework.report.figure.Figure;
import org.latticework.report.page.Section;
import org.latticework.report.page.Words;

public class TrainingSectionTest {
  private static Learner learner(String name, int best, double[] train, double[] validation) {
    List<Epoch> epochs = new ArrayList<>();
    for (int k = 0; k < train.length; k++) {
      epochs.add(new Epoch(k + 1, 100L * (k + 1), train[k], validation[k], 0.01 / (k + 1)));
    }
    return new Learner(name, best, epochs);
  }

  private static TrainedFacts facts(double test, Learner... learners) {
    return new TrainedFacts("m", "mae", "eV/atom", List.of(learners), test);
  }

  private static final Learner OVERFITTING =
      learner("network", 2, new double[] {5, 4, 3, 2, 1}, new double[] {3, 2, 2.1, 2.5, 3});

  /** Trainings of all kinds, to be drawn. */
  public static List<TrainedFacts> all() {
    Learner old = new Learner("network", 0, List.of(new Epoch(1, 0, 1, Double.NaN, Double.NaN)));
    Learner constant = learner("member 2", 1, new double[] {1, 1}, new double[] {1, 1});
    Learner broken =
        learner("network", 1, new double[] {Double.NaN, 0}, new double[] {Double.NaN, 0});
    return List.of(
        facts(2.5, OVERFITTING),
        facts(Double.NaN, OVERFITTING, constant),
        facts(1, old),
        facts(1, broken),
        facts(1));
  }

  @Test
  void drawsErrorsAgainstStepsWithTheEpochThatWasKept() {
    List<Figure> figures = TrainingSection.of(facts(2.5, OVERFITTING)).figures();
    assertThat(figures).extracting(Figure::id).containsExactly("training-errors", "training-rate");
    Figure errors = figures.get(0);
    assertThat(errors.spec().at("/encoding/x/field").asText()).isEqualTo("steps");
    assertThat(errors.table().rows().get(1)).containsExactly("network", 2L, 200L, 4.0, 2.0, 0.005);
    assertThat(errors.data().get("kept").rows()).containsExactly(List.of("network", 2L, 200L, 2.0));
    assertThat(errors.caption())
        .isEqualTo(
            "Training error from 5 to 1, validation error from 3 to 3, in 5 epochs. The diamond marks the epoch that was kept.");
    assertThat(figures.get(1).caption())
        .isEqualTo(
            "Of the first step of each epoch's last round, drawn at the epoch's end; where a round is an epoch, the rate that the epoch began with. 0.01 in the first epoch, 0.01 at most, 0.002 in the last.");
  }

  @Test
  void drawsAnOlderTrainingAgainstEpochs() {
    Learner old =
        new Learner(
            "network",
            0,
            List.of(new Epoch(1, 0, 1, 0.9, Double.NaN), new Epoch(2, 0, 0.5, 0.8, Double.NaN)));
    List<Figure> figures = TrainingSection.of(facts(Double.NaN, old)).figures();
    assertThat(figures).hasSize(1);
    assertThat(figures.get(0).spec().at("/encoding/x/field").asText()).isEqualTo("epoch");
    assertThat(figures.get(0).caption()).contains("Drawn against epochs");
    assertThat(figures.get(0).data().get("kept").rows())
        .containsExactly(List.of("network", 2L, 0L, 0.8)); // the lowest, where none is named
  }

  @Test
  void speaksOfValidationOnlyWhereThereWasSome() {
    double[] none = {Double.NaN, Double.NaN};
    Learner one = learner("member 1", 2, new double[] {2, 1}, none);
    Learner other = learner("member 2", 2, new double[] {2, 1}, none);
    assertThat(TrainingSection.of(facts(1, one)).figures().get(0).caption())
        .isEqualTo("Training error from 2 to 1, in 2 epochs.");
    assertThat(TrainingSection.of(facts(1, one, other)).figures().get(0).caption())
        .isEqualTo("A line for each of 2 networks.");
    Learner late = learner("network", 2, new double[] {2, 1}, new double[] {Double.NaN, 3});
    assertThat(TrainingSection.of(facts(1, late)).figures().get(0).caption())
        .isEqualTo(
            "Training error from 2 to 1, validation error from 3 to 3, in 2 epochs. The diamond marks the epoch that was kept.");
  }

  @Test
  void saysInWordsThatThereIsNoError() {
    double[] none = {Double.NaN, Double.NaN};
    double[] known = {2, 1};
    String lag =
        " Training errors are means over an epoch's batches, each before its step: they lag.";
    assertThat(words(TrainingSection.of(facts(Double.NaN, learner("network", 2, known, none)))))
        .isEqualTo(
            "At the epoch that was kept: training error 1, no validation error (MAE, eV/atom)."
                + lag);
    Learner unheard = learner("network", 2, none, known);
    assertThat(words(TrainingSection.of(facts(1, unheard, unheard))))
        .isEqualTo(
            "At the epochs that were kept, on average over 2 networks: no training error, validation"
                + " error 1 (MAE, eV/atom). Test error of the model: 1.");
    assertThat(words(TrainingSection.of(facts(1, learner("network", 2, none, none)))))
        .isEqualTo("No error of the epoch that was kept is known. Test error of the model: 1.");
  }

  /** A training that went on with larger batches counts fewer steps than before. */
  @Test
  void drawsStepsThatFallAgainstEpochs() {
    Learner resumed =
        new Learner(
            "network",
            2,
            List.of(new Epoch(1, 200, 1, 0.9, 0.01), new Epoch(2, 150, 0.5, 0.8, 0.01)));
    assertThat(
            TrainingSection.of(facts(1, resumed))
                .figures()
                .get(0)
                .spec()
                .at("/encoding/x/field")
                .asText())
        .isEqualTo("epoch");
  }

  @Test
  void saysThatATrainingOverfits() {
    Section section = TrainingSection.of(facts(2.5, OVERFITTING));
    // The last fifth of five epochs is the last one: 3 is 1.5 times 2.
    assertThat(section.parts())
        .contains(
            Words.warning(
                "Overfitting: since epoch 2 the validation error has risen, to 1.50 times its lowest in the last fifth of the epochs, while the training error still falls."));
    assertThat(words(section))
        .contains("training error 4, validation error 2 (MAE, eV/atom)")
        .contains("Test error of the model: 2.5, 0.63 times the training error.");
  }

  @Test
  void saysNothingOfATrainingThatIsNeither() {
    double[] validation = {3, 2, 1.99, 2.0, 2.1}; // 5 % above the lowest
    Learner still = learner("network", 3, new double[] {5, 4, 3, 2, 1}, validation);
    double[] rising = {5, 1, 2, 2, 2}; // validation rises, and so does training
    Learner rises = learner("network", 2, rising, new double[] {3, 2, 2, 2, 3});
    for (Learner learner : List.of(still, rises)) {
      assertThat(words(TrainingSection.of(facts(1, learner))))
          .doesNotContain("Overfitting:", "Not done");
    }
  }

  @Test
  void saysThatATrainingIsNotDone() {
    double[] falling = {5, 4, 3, 2, 1.5};
    assertThat(words(TrainingSection.of(facts(1, learner("network", 5, falling, falling)))))
        .contains("fell by another 25.0 %; more epochs may help")
        .doesNotContain("Overfitting:");
  }

  @Test
  void saysOfHowManyNetworksItIsTrue() {
    Learner fine =
        learner("member 2", 5, new double[] {5, 4, 3, 2, 1}, new double[] {3, 3, 3, 3, 3});
    assertThat(words(TrainingSection.of(facts(1, OVERFITTING, fine))))
        .contains("Overfitting of 1 of 2 networks, such as network: since epoch 2");
  }

  @Test
  void bearsWhatIsNotKnown() {
    for (TrainedFacts facts : all()) {
      assertThat(TrainingSection.of(facts).parts()).isNotEmpty();
    }
    assertThat(words(TrainingSection.of(facts(1))))
        .isEqualTo("The model m does not say how its training went.");
  }
}
