#!/usr/bin/env python3
"""Says after how many steps of a worker trainings stay under a validation error, and draws their curves.

  time_to_accuracy.py MARK FIGURE.svg "LABEL" WORKERS METRICS.jsonl... ["LABEL" WORKERS METRICS.jsonl...]...

METRICS are the files logs/<name>.metrics.jsonl of trainings that differ in their seed alone, with batches of 64. A training
stays under MARK from the first epoch on after which no epoch validates above it. Needs Matplotlib.
"""
import itertools
import json
import math
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

BATCH = 64
COLORS = ["#4d4d4d", "#0072b2", "#009e73", "#d55e00", "#cc79a7", "#e69f00"]  # told apart by all eyes


def epochs(path):
    """Returns the validation errors of a training, by epoch, and how many crystals it learned from."""
    lines = [json.loads(line) for line in open(path)]
    done = [line for line in lines if "validation_mae" in line]
    return [epoch["validation_mae"] for epoch in done], done[0]["crystals"]


def under(errors, mark):
    """Returns the epoch from which on all errors are below the mark; infinity where there is none."""
    above = [k + 1 for k, error in enumerate(errors) if error >= mark]
    last = above[-1] if above else 0
    return last + 1 if last < len(errors) else math.inf


def groups(arguments):
    """Returns (label, workers, files) of each group."""
    found = []
    for argument in arguments:
        if argument.endswith(".jsonl"):
            found[-1][-1].append(argument)
        elif argument.isdigit():
            found[-1].extend([int(argument), []])
        else:
            found.append([argument])
    return found


mark, figure = float(sys.argv[1]), sys.argv[2]
plt.rcParams.update({"svg.hashsalt": "latticework", "svg.fonttype": "none", "font.family": "sans-serif"})
fig, axes = plt.subplots(figsize=(9, 5))
print(f"{'':38} workers  epochs  steps  under {mark} from step  best")
for color, (label, workers, files) in zip(itertools.cycle(COLORS), groups(sys.argv[3:])):
    for k, path in enumerate(files):
        errors, crystals = epochs(path)
        steps = math.ceil(math.ceil(crystals / workers) / BATCH)
        first = under(errors, mark) * steps
        print(f"{label:38} {workers:7}  {len(errors):6}  {steps * len(errors):5}  {first:21}  {min(errors):.4f}")
        x = [steps * (epoch + 1) for epoch in range(len(errors))]
        axes.plot(x, errors, color=color, linewidth=1.6 if k == 0 else 0.7, label=label if k == 0 else None)
axes.axhline(mark, color="black", linewidth=0.8, linestyle=":")
axes.set(xlabel="steps of a worker", ylabel="validation MAE, eV/atom", yscale="log", xlim=0, ylim=(0.06, 0.5))
axes.set_yticks([0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5], [0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5])
axes.yaxis.set_minor_formatter(matplotlib.ticker.NullFormatter())
axes.legend(frameon=False)
axes.spines[["top", "right"]].set_visible(False)
fig.savefig(figure, metadata={"Date": None}, bbox_inches="tight")
