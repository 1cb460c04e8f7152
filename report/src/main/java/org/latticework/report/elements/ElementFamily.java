package org.latticework.report.elements;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.latticework.featurizer.crystal.Element;

/**
 * The ten families in which textbooks put the elements. Where they differ: zinc, cadmium and
 * mercury are transition metals here, lanthanum and lutetium lanthanides, polonium a
 * post-transition metal, astatine a halogen, and selenium a nonmetal.
 */
public enum ElementFamily {
  ALKALI_METALS("alkali metals", "Li Na K Rb Cs Fr"),
  ALKALINE_EARTHS("alkaline earths", "Be Mg Ca Sr Ba Ra"),
  TRANSITION_METALS(
      "transition metals",
      "Sc Ti V Cr Mn Fe Co Ni Cu Zn Y Zr Nb Mo Tc Ru Rh Pd Ag Cd"
          + " Hf Ta W Re Os Ir Pt Au Hg Rf Db Sg Bh Hs Mt Ds Rg Cn"),
  LANTHANIDES("lanthanides", "La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu"),
  ACTINIDES("actinides", "Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr"),
  POST_TRANSITION_METALS("post-transition metals", "Al Ga In Sn Tl Pb Bi Po Nh Fl Mc Lv"),
  METALLOIDS("metalloids", "B Si Ge As Sb Te"),
  NONMETALS("nonmetals", "H C N O P S Se"),
  HALOGENS("halogens", "F Cl Br I At Ts"),
  NOBLE_GASES("noble gases", "He Ne Ar Kr Xe Rn Og");

  private static final Map<Element, ElementFamily> OF = new EnumMap<>(Element.class);

  static {
    for (ElementFamily family : values()) {
      family.elements().forEach(element -> OF.put(element, family));
    }
  }

  private final String words;
  private final String symbols;

  ElementFamily(String words, String symbols) {
    this.words = words;
    this.symbols = symbols;
  }

  /** Returns the family of an element: each has one. */
  public static ElementFamily of(Element element) {
    return OF.get(element);
  }

  /** Returns its name in the plural: {@code "alkali metals"}. */
  public String words() {
    return words;
  }

  /** Returns its elements in the order of their atomic numbers. */
  public List<Element> elements() {
    return Arrays.stream(symbols.split(" ")).map(Element::valueOf).toList();
  }
}
