/**
 * Synthetic materials: which elements decorate which prototype, and a stated model of energies and
 * band gaps. The numbers are made up by formula; they are no substitute for measured or DFT data.
 *
 * <p>Letters used throughout: as in {@link org.latticework.featurizer.prototype}; χ
 * electronegativity on Pauling's scale.
 */
package org.latticework.featurizer.synthetic;
