#!/usr/bin/env python3
"""Compares near-duplicates with pymatgen's StructureMatcher, on pairs of crystals of one formula.

  near_duplicates.py DUMP.jsonl.gz MATERIALS.csv LEVELS.csv [PAIRS]

MATERIALS and LEVELS are `latticework export --table materials` and `--table levels`, as CSV. PAIRS (2000) are drawn with
a fixed seed from all pairs of polymorphs. StructureMatcher as it comes: ltol 0.2, stol 0.3, angle_tol 5. Prints how often
both agree, the pairs a second of StructureMatcher, and some pairs on which they differ.
"""
import csv
import gzip
import itertools
import json
import random
import sys
import time
import warnings

from pymatgen.analysis.structure_matcher import StructureMatcher
from pymatgen.core import Structure

csv.field_size_limit(1 << 30)
warnings.filterwarnings("ignore")


def rows(path):
    with open(path, newline="") as file:
        yield from csv.DictReader(file)


dump, materials, levels = sys.argv[1:4]
count = int(sys.argv[4]) if len(sys.argv) > 4 else 2000
near = {row["structure_hash"]: row["near_duplicate"] for row in rows(levels)}
formulas, classes = {}, {}
for row in rows(materials):
    classes[row["material_id"]] = near[row["structure_hash"]]
    formulas.setdefault(row["reduced_formula"], set()).add(row["material_id"])
pairs = [pair for _, ids in sorted(formulas.items()) for pair in itertools.combinations(sorted(ids), 2)]
pairs = random.Random(0).sample(pairs, min(count, len(pairs)))
wanted = {name for pair in pairs for name in pair}
structures = {}
with gzip.open(dump, "rt") as lines:
    for line in lines:
        document = json.loads(line)
        if document["material_id"] in wanted:
            structures[document["material_id"]] = Structure.from_dict(document["structure"])

matcher = StructureMatcher()
start = time.process_time()
fits = [matcher.fit(structures[a], structures[b]) for a, b in pairs]
seconds = time.process_time() - start
ours = [classes[a] == classes[b] for a, b in pairs]
for one in (True, False):
    for other in (True, False):
        n = sum(f == one and o == other for f, o in zip(fits, ours))
        print(f"StructureMatcher {'fits' if one else 'differs':8} one class {'yes' if other else 'no':4} {n}")
print(f"StructureMatcher {len(pairs) / seconds:.1f} pairs a second")
for kind, test in (("fit and no class", (True, False)), ("class and no fit", (False, True))):
    some = [pair for pair, f, o in zip(pairs, fits, ours) if (f, o) == test][:10]
    print(kind, *(f"{a}/{b}" for a, b in some))
