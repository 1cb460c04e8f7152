#!/usr/bin/env python3
"""Draws what settings are worth: of each that a sweep varies a panel, with a dot a run and a line through the means of their seeds.

  settings.py FIGURE.svg SETTING... -- CURVES.json...

SETTING is a key without `train.` that has a panel; CURVES is what a sweep leaves in sweeps/<name>/curves.json. In a panel are the runs
whose other settings are those of the most runs in their sweep. Needs Matplotlib.
"""
import json
import statistics
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

BESIDE = {"graphs", "network.cgcnn.basis.sigma"}  # go with another setting


def settings(curve):
    pairs = (part.strip().rsplit(" ", 1) for part in curve["curve"].split(","))
    return {key: value for key, value in pairs if key not in BESIDE}


figure, rest = sys.argv[1], sys.argv[2:]
wanted, files = rest[:rest.index("--")], rest[rest.index("--") + 1:]
plt.rcParams.update({"svg.hashsalt": "latticework", "svg.fonttype": "none", "font.family": "sans-serif"})
columns = 4
rows = -(-len(wanted) // columns)
fig, panels = plt.subplots(rows, columns, figsize=(3 * columns, 2.8 * rows), squeeze=False)
for panel in panels.flat[len(wanted):]:
    panel.axis("off")
for panel, key in zip(panels.flat, wanted):
    points = {}
    for file in files:
        curves = [(settings(curve), curve["runs"]) for curve in json.load(open(file))["curves"]]
        if not all(key in of for of, _ in curves):
            continue
        shipped = {other: statistics.mode(of[other] for of, _ in curves) for other in curves[0][0]}
        for of, runs in curves:
            if all(of[other] == shipped[other] for other in of if other != key):
                points[float(of[key])] = [run["error"] for run in runs]
    places = sorted(points)
    for k, value in enumerate(places):
        panel.plot([k] * len(points[value]), points[value], "o", color="#0072b2", alpha=0.5, markersize=5)
    panel.plot(range(len(places)), [statistics.mean(points[value]) for value in places], "-", color="#0072b2")
    panel.set_xticks(range(len(places)), [f"{value:g}" for value in places])
    panel.set_title(key.replace("network.cgcnn.", ""), fontsize=10)
    panel.set_ylim(0, 1.05 * max(max(errors) for errors in points.values()))
    panel.grid(axis="y", color="#dddddd")
for row in panels:
    row[0].set_ylabel("test MAE, eV/atom")
fig.tight_layout()
fig.savefig(figure, metadata={"Date": None})
