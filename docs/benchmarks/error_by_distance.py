#!/usr/bin/env python3
"""Draws the error of evaluations by the distance of the nearest training crystal, and prints a table of them.

  error_by_distance.py FIGURE.svg "LABEL" SUMMARY.json... ["LABEL" SUMMARY.json...]...

SUMMARY is what `latticework evaluate --summary` writes; those of one label differ in the seed of the training alone. Means
over them; bins of fewer than 20 crystals are not drawn. Needs Matplotlib.
"""
import json
import statistics
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

FEWEST = 20
COLORS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#4d4d4d", "#e69f00"]  # told apart by all eyes


def words(part):
    if part["from"] is None:
        return "none to\ncompare with"
    return f"{part['from']:g} to {part['to']:g}" if part["to"] is not None else f"{part['from']:g} or more"


figure, groups = sys.argv[1], []
for argument in sys.argv[2:]:
    if argument.endswith(".json"):
        groups[-1][1].append(json.load(open(argument)))
    else:
        groups.append((argument, []))
plt.rcParams.update({"svg.hashsalt": "latticework", "svg.fonttype": "none", "font.family": "sans-serif"})
fig, axes = plt.subplots(figsize=(9, 5))
for color, (label, runs) in zip(COLORS, groups):
    errors = [run["mae"] for run in runs]
    print(f"{label:20} {runs[0]['count']:6,d} crystals  MAE " + "  ".join(f"{error:.4f}" for error in errors)
          + f"  mean {statistics.mean(errors):.4f}")
    parts = runs[0].get("by_distance", [])
    means = [statistics.mean(run["by_distance"][k]["mae"] for run in runs) if part["count"] else 0
             for k, part in enumerate(parts)]
    print("    " + "  ".join(f"{words(part)}: {mean:.3f} ({part['count']})".replace("\n", " ")
                            for part, mean in zip(parts, means) if part["count"]))
    drawn = [k for k, part in enumerate(parts) if part["count"] >= FEWEST]
    near = [k for k in drawn if parts[k]["from"] is not None]
    if near:
        axes.plot(near, [means[k] for k in near], "o-", color=color, label=label)
        rest = [k for k in drawn if k not in near]
        axes.plot(rest, [means[k] for k in rest], "o", color=color)
        axes.set_xticks(range(len(parts)), [words(part) for part in parts])
axes.set_xlabel("distance of the nearest training crystal of the same elements, Å")
axes.set_ylabel("test MAE, eV/atom")
axes.set_ylim(bottom=0)
axes.grid(axis="y", color="#dddddd")
axes.legend(frameon=False)
fig.tight_layout()
fig.savefig(figure, metadata={"Date": None})
