"""Writes kfold.txt: what scikit-learn's KFold gives with Matbench's seed.

A line has n, the number of folds, the seed and, for each index from 0, the fold that tests it: all
of them for small n, else the SHA-256 of that line of digits. Made with scikit-learn 1.2.1 and
numpy 1.24.2: python3 make_kfold.py > kfold.txt
"""

import hashlib

import numpy as np
from sklearn.model_selection import KFold

for n, k, seed in [
    (5, 5, 18012019), (7, 3, 0), (10, 5, 18012019), (100, 5, 18012019), (100, 7, 2147483647),
    (636, 5, 18012019), (1265, 5, 18012019), (4764, 5, 18012019), (10987, 5, 18012019),
    (18928, 5, 18012019), (106113, 5, 18012019), (132752, 5, 18012019),
]:
    folds = np.zeros(n, dtype=int)
    for fold, (_, test) in enumerate(KFold(k, shuffle=True, random_state=seed).split(np.zeros(n))):
        folds[test] = fold
    digits = "".join(map(str, folds))
    print(n, k, seed, digits if n <= 100 else hashlib.sha256(digits.encode()).hexdigest())
