/**
 * Fingerprints: what stays of a crystal when its cell, its origin and its orientation are
 * forgotten, and how far two crystals are apart by it. Written from Widdowson, Mosca, Pulido,
 * Cooper and Kurlin, MATCH 87, 529 (2022), and Widdowson and Kurlin, NeurIPS 2022.
 *
 * <p>Letters used throughout: N atoms, R distinct rows of distances, K distances in a row; lengths
 * in Å.
 */
package org.latticework.featurizer.fingerprint;
