#!/usr/bin/env python3
"""Gaussian processes on a network's vectors, beside such on compositions: another property than the one that the network has learned.

  gaussian_process.py DUMP.jsonl.gz VECTORS.jsonl SPLITS.csv SPLIT TARGET [COUNT]

VECTORS is what `latticework embed` writes of the dump, SPLITS what `latticework export --table splits` writes. Learns from COUNT (1000)
crystals of the training fold of SPLIT, and is judged on as many of its test fold. Needs scikit-learn.
"""
import csv
import gzip
import json
import sys

import numpy
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

dump, vectors, splits, split, target = sys.argv[1:6]
count = int(sys.argv[6]) if len(sys.argv) > 6 else 1000

fold = {row["material_id"]: row["fold"] for row in csv.DictReader(open(splits)) if row["split_name"] == split}
embedding = {}
for line in open(vectors):
    row = json.loads(line)
    if row["embedding"]:
        embedding[row["material_id"]] = row["embedding"]
rows = []
for line in gzip.open(dump, "rt"):
    document = json.loads(line)
    name = document["material_id"]
    if document.get(target) is not None and name in embedding and name in fold:
        symbols = [site["species"][0]["element"] for site in document["structure"]["sites"]]
        rows.append((name, symbols, document[target]))
elements = sorted({symbol for _, symbols, _ in rows for symbol in symbols})
order = numpy.random.default_rng(0).permutation(len(rows))


def chosen(wanted):
    return [rows[k] for k in order if fold[rows[k][0]] == wanted][:count]


def composition(symbols):
    return [symbols.count(element) / len(symbols) for element in elements]


train, test = chosen("train"), chosen("test")
y, truth = numpy.array([row[2] for row in train]), numpy.array([row[2] for row in test])
print(f"{target}: {len(train)} to learn from, {len(test)} to be judged on; their mean is off by "
      f"{numpy.abs(truth - y.mean()).mean():.3f}")
for name, features in (("composition", lambda row: composition(row[1])), ("embedding", lambda row: embedding[row[0]])):
    x, z = (numpy.array([features(row) for row in fold_rows]) for fold_rows in (train, test))
    mean, std = x.mean(0), x.std(0) + 1e-9
    kernel = ConstantKernel(1.0) * RBF(10.0, (1e-1, 1e4)) + WhiteKernel(0.1)
    process = GaussianProcessRegressor(kernel, normalize_y=True, random_state=0).fit((x - mean) / std, y)
    said, deviation = process.predict((z - mean) / std, return_std=True)
    inside = numpy.mean(numpy.abs(said - truth) <= 1.645 * deviation)
    print(f"{name:12} MAE {numpy.abs(said - truth).mean():.3f}; {100 * inside:.0f} % within the interval of 90 %; {process.kernel_}")
