#!/usr/bin/env python3
"""Prints seconds an epoch of a training run, and of the processes of a peer that share its crystals.

  epochs.py SUMMARY.json METRICS.json PEER-OUTPUT...

SUMMARY and METRICS are what `latticework train` writes. A peer's output ends with a line in which
`train graphs/s N` stands, its rate over all epochs without validation.
"""
import json
import re
import statistics
import sys

summary = json.load(open(sys.argv[1]))
history = [epoch["seconds"] for epoch in json.load(open(sys.argv[2]))["history"]]
rates = [float(re.findall(r"train graphs/s (\d+)", open(path).read())[-1]) for path in sys.argv[3:]]
crystals = summary["crystals_per_second"] * sum(history) / len(history)
ours = sum(history) / len(history)
theirs = crystals / sum(rates)
print(
    f"latticework  {ours:.2f} s an epoch of {crystals:.0f} crystals (mean; median {statistics.median(history):.2f}), "
    f"{summary['workers']} workers, kernel {summary['kernel']}, {crystals / ours:.0f} crystals/s"
)
print(f"peer         {theirs:.2f} s an epoch, {len(rates)} processes: {' + '.join(f'{r:.0f}' for r in rates)} crystals/s")
print(f"ratio        {theirs / ours:.2f}, by the median epoch {theirs / statistics.median(history):.2f}")
