#!/usr/bin/env python3
"""Times pymatgen on the crystals of a dump, and prints it beside what JMH has measured.

  pymatgen_neighbors.py DUMP.jsonl.gz JMH-RESULT.json

What is timed: all pairs within 8 Å (Structure.get_neighbor_list), and the 12 nearest (the same,
then a sort by center and distance, of which 12 are kept). Reading the dump is not timed. Seconds
are the processor's.
"""
import gzip
import json
import sys
import time
import warnings

import numpy as np
from pymatgen.core import Structure

CUTOFF = 8.0
KEPT = 12


def nearest(structure, pairs):
    centers, neighbors, _, distances = pairs
    order = np.lexsort((neighbors, np.round(distances, 6), centers))
    centers, neighbors, distances = centers[order], neighbors[order], distances[order]
    first = np.searchsorted(centers, np.arange(len(structure)))
    kept = np.arange(len(centers)) - first[centers] < KEPT
    return neighbors[kept], distances[kept]


def pymatgen(dump):
    """Returns structures, pairs, seconds for all pairs, seconds for the 12 nearest."""
    warnings.filterwarnings("ignore")
    structures = pairs = 0
    searching = sorting = 0.0
    with gzip.open(dump, "rt") as lines:
        for line in lines:
            structure = Structure.from_dict(json.loads(line)["structure"])
            start = time.process_time()
            found = structure.get_neighbor_list(CUTOFF)
            middle = time.process_time()
            nearest(structure, found)
            sorting += time.process_time() - middle
            searching += middle - start
            structures += 1
            pairs += len(found[0])
    return structures, pairs, searching, searching + sorting


def latticework(file):
    """Returns the seconds of one pass over the dump, by the number of neighbors kept."""
    seconds = {}
    with open(file) as text:
        for result in json.load(text):
            counted = {key: metric["score"] for key, metric in result["secondaryMetrics"].items()}
            seconds[int(result["params"]["count"])] = counted["seconds"] / counted["passes"]
    return seconds


def main(dump, file):
    ours = latticework(file)
    structures, pairs, all_pairs, kept = pymatgen(dump)
    print(f"{structures} structures, {pairs / 1e6:.1f} million directed pairs within {CUTOFF} Å; one core")
    print("| | pymatgen | Latticework | ratio |")
    print("|---|---|---|---|")
    for name, theirs, our in (
        (f"all pairs within {CUTOFF} Å, ms a structure", all_pairs, ours[2**31 - 1]),
        (f"the {KEPT} nearest, ms a structure", kept, ours[KEPT]),
    ):
        print(f"| {name} | {1e3 * theirs / structures:.3f} | {1e3 * our / structures:.4f} | {theirs / our:.1f} |")
    theirs, our = pairs / all_pairs / 1e6, pairs / ours[2**31 - 1] / 1e6
    print(f"| million pairs a second | {theirs:.1f} | {our:.1f} | {our / theirs:.1f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
