#!/usr/bin/env python3
"""Reads a dump of JSON lines with pymatgen, document by document, and prints what it took.

  pymatgen_documents.py DUMP.jsonl.gz [LIMIT]

What is timed: unpacking, json.loads, Structure.from_dict. Seconds are the processor's.
"""
import gzip
import json
import sys
import time
import warnings

from pymatgen.core import Structure


def main(dump, limit="0"):
    warnings.filterwarnings("ignore")
    text = documents = sites = 0
    start = time.process_time()
    with gzip.open(dump, "rb") as lines:
        for line in lines:
            text += len(line)
            sites += len(Structure.from_dict(json.loads(line)["structure"]))
            documents += 1
            if documents == int(limit):
                break
    seconds = time.process_time() - start
    print(
        f"pymatgen     {documents:,d} documents, {text / 1e6:.1f} MB of JSON, {sites:,d} sites:"
        f" {seconds:.1f} s of one core, {text / 1e6 / seconds:.2f} MB/s"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
