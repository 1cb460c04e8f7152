#!/usr/bin/env python3
"""Times the forward pass of the network that a script trains.

  torch_forward.py SCRIPT

SCRIPT is run as it is, on one thread, which warms PyTorch up; it must leave the network in `net`
and the number of crystals in `B`. Then the network predicts, without gradients.
"""
import runpy
import sys
import time

import torch

REPETITIONS = 15

sys.argv = [sys.argv[1], "1"]
peer = runpy.run_path(sys.argv[0])
network = peer["net"].eval()
seconds = []
with torch.no_grad():
    for _ in range(REPETITIONS):
        start = time.perf_counter()
        network()
        seconds.append(time.perf_counter() - start)
median = sorted(seconds)[REPETITIONS // 2]
print(f"PyTorch predicts in {median:.4f} s (median), {peer['B'] / median:.0f} crystals a second")
