package org.latticework.report.elements;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A claim of textbooks: that learned vectors of elements show alkali metals, halogens, transition
 * metals and lanthanides as groups. It is seen of a family if its elements are nearer to each other
 * than to others, with p below 0.05 / 4: four families are asked at once.
 */
final class TextbookFamilies {
  private static final List<ElementFamily> CLAIMED =
      List.of(
          ElementFamily.ALKALI_METALS,
          ElementFamily.HALOGENS,
          ElementFamily.TRANSITION_METALS,
          ElementFamily.LANTHANIDES);
  private static final double LEVEL = 0.05 / 4;

  private final String model;
  private final Optional<ElementFamily> onlyFamily;
  private final Answer byAngle;
  private final Answer byLength;

  TextbookFamilies(String model, LearnedElements learned) {
    this.model = model;
    onlyFamily = learned.onlyFamily();
    byAngle = new Answer(learned::byAngle);
    byLength = new Answer(learned::byLength);
  }

  /** The families of which it is seen, of which it is not, and those with too few elements. */
  private static final class Answer {
    private final List<FamilyCloseness> seen = new ArrayList<>();
    private final List<FamilyCloseness> unseen = new ArrayList<>();
    private final List<ElementFamily> unknown = new ArrayList<>();

    Answer(Function<ElementFamily, Optional<FamilyCloseness>> closeness) {
      for (ElementFamily family : CLAIMED) {
        Optional<FamilyCloseness> near = closeness.apply(family);
        if (near.isEmpty()) {
          unknown.add(family);
        } else if (near.get().p() < LEVEL && near.get().ratio() < 1) {
          seen.add(near.get());
        } else {
          unseen.add(near.get());
        }
      }
    }

    private boolean agrees(Answer other) {
      return families(seen).equals(families(other.seen));
    }
  }

  /** Returns the claim, and whether it is seen, with numbers. */
  String words() {
    StringBuilder words =
        new StringBuilder(
            "Textbooks say that element vectors show alkali metals, halogens, transition metals and"
                + " lanthanides as groups. In ");
    words.append(model).append(" this is ").append(result());
    if (onlyFamily.isPresent()) {
      return words
          .append(" All elements are ")
          .append(onlyFamily.get().words())
          .append(", and there are no others to compare with.")
          .toString();
    }
    if (!byAngle.unknown.isEmpty()) {
      words
          .append(" Fewer than two of these elements are ")
          .append(listed(byAngle.unknown.stream().map(ElementFamily::words).toList(), "or"))
          .append(", so nothing can be said of them.");
    }
    words.append(
        byAngle.agrees(byLength)
            ? " Euclidean distances say the same."
            : " By Euclidean distances it is seen of %s."
                .formatted(byLength.seen.isEmpty() ? "none" : listed(names(byLength.seen), "and")));
    return words.toString();
  }

  private String result() {
    if (byAngle.seen.isEmpty() && byAngle.unseen.isEmpty()) {
      return "not to be judged.";
    }
    if (byAngle.unseen.isEmpty()) {
      return "seen: distances within %s times those to others%s."
          .formatted(listed(numbers(byAngle.seen), "and"), byChance(byAngle.seen));
    }
    if (byAngle.seen.isEmpty()) {
      return "not seen: distances within %s times those to others."
          .formatted(listed(numbers(byAngle.unseen), "and"));
    }
    return "seen in part. Seen: distances within %s times those to others%s. Not seen: %s."
        .formatted(
            listed(numbers(byAngle.seen), "and"),
            byChance(byAngle.seen),
            listed(numbers(byAngle.unseen), "and"));
  }

  private static String byChance(List<FamilyCloseness> seen) {
    double largest = seen.stream().mapToDouble(FamilyCloseness::p).max().orElse(1);
    return String.format(
        Locale.ROOT, " (p at most %.4f; needed is less than %.4f)", largest, LEVEL);
  }

  private static List<String> numbers(List<FamilyCloseness> families) {
    return families.stream()
        .map(
            near ->
                near.p() < LEVEL
                    ? String.format(Locale.ROOT, "%s are %.2f", near.family().words(), near.ratio())
                    : String.format(
                        Locale.ROOT,
                        "%s are %.2f (p %.4f)",
                        near.family().words(),
                        near.ratio(),
                        near.p()))
        .toList();
  }

  private static List<ElementFamily> families(List<FamilyCloseness> families) {
    return families.stream().map(FamilyCloseness::family).toList();
  }

  private static List<String> names(List<FamilyCloseness> families) {
    return families.stream().map(near -> near.family().words()).toList();
  }

  private static String listed(List<String> names, String link) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " " + link + " " + names.get(last);
  }
}
