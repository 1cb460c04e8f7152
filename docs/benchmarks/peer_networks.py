#!/usr/bin/env python3
"""Times training steps of six crystal-graph networks in plain PyTorch on real crystals, on one thread, in float.

  peer_networks.py MP-20K.jsonl.gz MAKE_NETWORK_GOLDENS.py KIND [STEPS]

KIND is schnet, cogn, megnet, m3gnet, equivariant or alignn; the forward pass is the one that the second
script makes its reference results with, the sizes are those of the networks' defaults. The crystals are
every 62nd of the first file, 32 a batch; graphs are made beforehand and are not timed.
"""
import gzip
import importlib.util
import json
import os
import sys
import time
from itertools import product

for variable in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(variable, None)  # these hold OpenBLAS to older kernels

import numpy as np
import torch
from pymatgen.core import Structure

BATCH = 32
EVERY = 62
BATCHES = 10
SIZES = {
    "schnet": dict(cutoff=5.0, sigma=0.4, cutoffFunction="none"),
    "megnet": dict(elements=100, basisEnd=5.0, gamma=0.5, set2setSteps=2),
    "alignn": dict(edgeEnd=8.0),
    "m3gnet": dict(elements=100, cutoff=5.0, tripletCutoff=5.0, triplets="center", tripletTerm="other", set2setSteps=3),
    "equivariant": dict(cutoff=5.0, averageNeighbors=34.5),
    "cogn": dict(basisEnd=8.0),
}


def goldens(path):
    spec = importlib.util.spec_from_file_location("goldens", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)  # sets the default to double
    couplings = {degrees: module.coupling(*degrees).float() for degrees in product(range(3), repeat=3) if sum(degrees) % 2 == 0}
    module.coupling = lambda *degrees: couplings[degrees]
    torch.set_default_dtype(torch.float32)
    return module


def edges(structure, kind):
    """Centers, neighbors, vectors and images of a crystal, grouped by center."""
    nearest = {"cogn": 24, "alignn": 12}.get(kind)
    reach = 8.0 if nearest else 5.0
    center, neighbor, image, distance = structure.get_neighbor_list(reach, exclude_self=True)
    order = np.lexsort((distance, center))
    center, neighbor, image, distance = (a[order] for a in (center, neighbor, image, distance))
    if nearest:
        kept = np.zeros(len(center), bool)
        for i in range(len(structure)):
            mine = np.where(center == i)[0]
            last = distance[mine[min(nearest, len(mine)) - 1]]
            kept[mine] = distance[mine] <= last + 1e-4
        center, neighbor, image = center[kept], neighbor[kept], image[kept]
    if kind == "alignn":
        both = {tuple(e) for e in np.column_stack([center, neighbor, image]).astype(int)}
        both |= {(j, i, -a, -b, -c) for i, j, a, b, c in both}
        rows = np.array(sorted(both))
        center, neighbor, image = rows[:, 0], rows[:, 1], rows[:, 2:]
    fractional = structure.frac_coords
    vector = (fractional[neighbor] + image - fractional[center]) @ structure.lattice.matrix
    return center, neighbor, vector


def batch(structures, kind, table):
    numbers, owner, center, neighbor, vector, start = [], [], [], [], [], 0
    for q, structure in enumerate(structures):
        i, j, v = edges(structure, kind)
        center.append(start + i)
        neighbor.append(start + j)
        vector.append(v)
        numbers += structure.atomic_numbers
        owner += [q] * len(structure)
        start += len(structure)
    long = lambda a: torch.as_tensor(np.asarray(a), dtype=torch.long)
    b = {"Z": long(numbers), "crystal": long(owner), "n": len(structures)}
    b["center"], b["neighbor"] = long(np.concatenate(center)), long(np.concatenate(neighbor))
    b["vector"] = torch.as_tensor(np.concatenate(vector), dtype=torch.float32)
    b["distance"] = b["vector"].norm(dim=1)
    b["elementFeatures"] = table
    if kind in ("alignn", "m3gnet"):
        triplets(b, kind)
    return b


def triplets(b, kind):
    """ALIGNN: edge i <- j with all edges of j. M3GNet: pairs of edges of one center."""
    degree = torch.bincount(b["center"], minlength=len(b["Z"]))
    first = torch.cumsum(degree, 0) - degree
    at = b["neighbor"] if kind == "alignn" else b["center"]
    count = degree[at]
    e = torch.repeat_interleave(torch.arange(len(at)), count)
    within = torch.arange(len(e)) - torch.repeat_interleave(torch.cumsum(count, 0) - count, count)
    f = first[at][e] + within
    if kind == "m3gnet":
        e, f = e[e != f], f[e != f]
    sign = -1 if kind == "alignn" else 1
    one, two = sign * b["vector"][e], b["vector"][f]
    cosine = ((one * two).sum(1) / (one.norm(dim=1) * two.norm(dim=1))).clamp(-1, 1)
    names = ("tripletEdge", "tripletSource", "cosine") if kind == "alignn" else ("pairEdge", "pairOther", "pairCosine")
    b.update(zip(names, (e, f, cosine)))


def main():
    data, script, kind = sys.argv[1:4]
    steps = int(sys.argv[4]) if len(sys.argv) > 4 else 20
    torch.set_num_threads(1)
    module = goldens(script)
    sizes = {**module.DEFAULT[kind], **SIZES[kind]}
    parameters, running = module.begin(module.SPEC[kind](sizes), 1)
    with gzip.open(data, "rt") as lines:
        chosen = [line for k, line in enumerate(lines) if k % EVERY == 0][: BATCH * BATCHES]
    documents = [json.loads(line) for line in chosen]
    structures = [Structure.from_dict(document["structure"]) for document in documents]
    y = torch.tensor([document["formation_energy_per_atom"] for document in documents])
    table = torch.rand((100, 92), generator=torch.Generator().manual_seed(5))
    batches = [batch(structures[k : k + BATCH], kind, table) for k in range(0, len(structures), BATCH)]
    for parameter in parameters.values():
        parameter.requires_grad_(True)
    optimizer = torch.optim.Adam(parameters.values(), lr=5e-4)
    seconds = []
    for step in range(steps):
        b = batches[step % len(batches)]
        targets = y[step % len(batches) * BATCH :][:BATCH]
        start = time.perf_counter()
        optimizer.zero_grad()
        loss = (module.FORWARD[kind](parameters, sizes, b, True, running) - targets).abs().mean()
        loss.backward()
        optimizer.step()
        seconds.append(time.perf_counter() - start)
    timed = seconds[len(batches) :] or seconds
    rate = BATCH * len(timed) / sum(timed)
    print(f"PyTorch {kind}: {rate:.1f} crystals a second, {len(timed)} steps of {BATCH}")


if __name__ == "__main__":
    main()
