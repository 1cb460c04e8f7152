package org.latticework.featurizer.crystal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The chemical elements, in the order of their atomic numbers. */
public enum Element {
  H,
  He,
  Li,
  Be,
  B,
  C,
  N,
  O,
  F,
  Ne,
  Na,
  Mg,
  Al,
  Si,
  P,
  S,
  Cl,
  Ar,
  K,
  Ca,
  Sc,
  Ti,
  V,
  Cr,
  Mn,
  Fe,
  Co,
  Ni,
  Cu,
  Zn,
  Ga,
  Ge,
  As,
  Se,
  Br,
  Kr,
  Rb,
  Sr,
  Y,
  Zr,
  Nb,
  Mo,
  Tc,
  Ru,
  Rh,
  Pd,
  Ag,
  Cd,
  In,
  Sn,
  Sb,
  Te,
  I,
  Xe,
  Cs,
  Ba,
  La,
  Ce,
  Pr,
  Nd,
  Pm,
  Sm,
  Eu,
  Gd,
  Tb,
  Dy,
  Ho,
  Er,
  Tm,
  Yb,
  Lu,
  Hf,
  Ta,
  W,
  Re,
  Os,
  Ir,
  Pt,
  Au,
  Hg,
  Tl,
  Pb,
  Bi,
  Po,
  At,
  Rn,
  Fr,
  Ra,
  Ac,
  Th,
  Pa,
  U,
  Np,
  Pu,
  Am,
  Cm,
  Bk,
  Cf,
  Es,
  Fm,
  Md,
  No,
  Lr,
  Rf,
  Db,
  Sg,
  Bh,
  Hs,
  Mt,
  Ds,
  Rg,
  Cn,
  Nh,
  Fl,
  Mc,
  Lv,
  Ts,
  Og;

  /** The largest atomic number. */
  public static final int MAX_ATOMIC_NUMBER = 118;

  private static final Element[] BY_NUMBER = values();
  private static final Map<String, Element> BY_SYMBOL = new HashMap<>();

  static {
    for (Element element : BY_NUMBER) {
      BY_SYMBOL.put(element.name(), element);
    }
  }

  /** Returns the number of protons: 1 for hydrogen. */
  @SuppressWarnings("EnumOrdinal") // the order of the elements is a law of nature
  public int atomicNumber() {
    return ordinal() + 1;
  }

  /** Returns the chemical symbol: {@code "Si"}. */
  public String symbol() {
    return name();
  }

  /**
   * Returns the element with the given atomic number.
   *
   * @throws IllegalArgumentException if it is not in 1 … 118
   */
  public static Element ofNumber(int atomicNumber) {
    if (atomicNumber < 1 || atomicNumber > MAX_ATOMIC_NUMBER) {
      throw new IllegalArgumentException("Atomic numbers run from 1 to 118, got " + atomicNumber);
    }
    return BY_NUMBER[atomicNumber - 1];
  }

  /** Returns the element with the given symbol, if there is one; case matters. */
  public static Optional<Element> ofSymbol(String symbol) {
    return Optional.ofNullable(BY_SYMBOL.get(symbol));
  }
}
