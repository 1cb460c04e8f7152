#!/usr/bin/env python3
"""Draws how the errors of an ensemble compare with its deviations, in bins of crystals by deviation.

  calibration.py FIGURE.svg METRICS.json

METRICS is the metrics-<fold>.json that `latticework evaluate` leaves beside the model. Needs Matplotlib.
"""
import json
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

bins = json.load(open(sys.argv[2]))["ensemble"]["by_deviation"]
deviations = [part["deviation"] for part in bins]
plt.rcParams.update({"svg.hashsalt": "latticework", "svg.fonttype": "none", "font.family": "sans-serif"})
fig, axes = plt.subplots(figsize=(6, 5))
axes.plot(deviations, [part["rmse"] for part in bins], "o-", color="#0072b2", label="RMSE of a tenth of the crystals")
axes.plot(deviations, [part["mae"] for part in bins], "s-", color="#d55e00", label="MAE")
end = max(deviations) * 1.05
axes.plot([0, end], [0, end], "--", color="#4d4d4d", label="as large as the deviation")
axes.set_xlabel("deviation of the members, eV/atom")
axes.set_ylabel("error of their mean, eV/atom")
axes.set_xlim(0, end)
axes.set_ylim(bottom=0)
axes.grid(color="#dddddd")
axes.legend(frameon=False)
fig.tight_layout()
fig.savefig(sys.argv[1], metadata={"Date": None})
