"""A model of Latticework in PyTorch: one file, to copy beside your own code. Needs PyTorch alone.

    model = CGCNN.load("work/models/default/<training id>")    # the folder with model.json and weights.safetensors
    model(atomic_numbers, offsets, neighbors, distances)        # of one crystal: the predictions, in the columns' units

A graph is what the table `graphs` holds: N nodes, E edges from neighbor to node, those of node i from offsets[i] to offsets[i + 1];
where equivalent atoms are merged, also how many atoms a node stands for (multiplicities) and how many neighbors an edge (weights).
"""
import json
import os

import torch
from torch import nn
from torch.nn import functional as F


def read_safetensors(path):
    """Returns the arrays of a file by name, and what else it says of them."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = bytearray(file.read())
    types = {"F32": torch.float32, "F64": torch.float64}
    arrays = {}
    for name, entry in header.items():
        if name != "__metadata__":
            start, end = entry["data_offsets"]
            array = torch.frombuffer(data[start:end], dtype=types[entry["dtype"]])
            arrays[name] = array.reshape(entry["shape"])
    return arrays, header.get("__metadata__", {})


class Convolution(nn.Module):
    """One convolution, as docs/model.md writes it; norms with their running statistics."""

    def __init__(self, variant, width, gaussians):
        super().__init__()
        self.variant = variant
        self.fc_full = nn.Linear(2 * width + gaussians, 2 * width)  # gate, then content
        if variant != "sum-norm":
            self.bn1 = nn.BatchNorm1d(2 * width if variant == "original" else width)
        self.bn2 = nn.BatchNorm1d(width)

    def forward(self, h, centers, neighbors, edges, weights):
        z = self.fc_full(torch.cat([h[centers], h[neighbors], edges], 1))
        if self.variant == "original":
            z = self.bn1(z)
        gate, content = z.chunk(2, 1)
        messages = torch.sigmoid(gate) * F.softplus(content)
        if self.variant == "message-norm":
            messages = self.bn1(messages)
        sums = torch.zeros_like(h).index_add_(0, centers, messages * weights[:, None])
        if self.variant == "message-norm":
            return self.bn2(h + sums)
        h = h + self.bn2(sums)
        return F.softplus(h) if self.variant == "original" else h


class CGCNN(nn.Module):
    """The network and its scales. Trained ones are loaded by `load`, and predict one crystal at a time."""

    def __init__(self, card, features=None):
        super().__init__()
        shape = card["network"]
        basis = shape["basis"]
        width, size = shape["width"], basis["size"]
        self.card = card
        self.activated = shape["activated_pooling"]
        self.register_buffer("features", features)
        self.embedding = (nn.Embedding(shape["elements"], width) if features is None
                          else nn.Linear(features.shape[1], width))
        self.convs = nn.ModuleList(Convolution(shape["variant"], width, size) for _ in range(shape["convolutions"]))
        self.conv_to_fc = nn.Linear(width, shape["hidden"])
        self.fc_out = nn.Linear(shape["hidden"], len(card["scaling"]))
        self.centers = torch.linspace(0, basis["cutoff"], size, dtype=torch.float64)
        self.factor = (0.5 if basis["halved"] else 1) / basis["sigma"] ** 2

    @classmethod
    def load(cls, folder):
        with open(os.path.join(folder, "model.json")) as file:
            card = json.load(file)
        arrays, _ = read_safetensors(os.path.join(folder, "weights.safetensors"))
        model = cls(card, arrays.pop("element_features", None))
        model.to(next(iter(arrays.values())).dtype)
        missing, unknown = model.load_state_dict(arrays, strict=False)
        missing = [name for name in missing if name != "features" and not name.endswith("num_batches_tracked")]
        if missing or unknown:
            raise ValueError("arrays that are missing: %s; that nobody knows: %s" % (missing, unknown))
        return model.eval()

    def pooled(self, atomic_numbers, offsets, neighbors, distances, multiplicities=None, weights=None):
        """The vector of a crystal, d numbers: what `latticework embed` writes."""
        type = self.fc_out.weight.dtype
        numbers = torch.as_tensor(atomic_numbers)
        offsets = torch.as_tensor(offsets)
        centers = torch.repeat_interleave(torch.arange(len(numbers)), offsets[1:] - offsets[:-1])
        lengths = torch.as_tensor(distances, dtype=torch.float64)
        edges = torch.exp(-self.factor * (lengths[:, None] - self.centers) ** 2).to(type)
        ones = torch.ones(len(lengths), dtype=type)
        weights = ones if weights is None else torch.as_tensor(weights, dtype=type)
        h = self.embedding(numbers - 1 if self.features is None else self.features[numbers - 1].to(type))
        for convolution in self.convs:
            h = convolution(h, centers, torch.as_tensor(neighbors, dtype=torch.long), edges, weights)
        if multiplicities is None:
            return h.mean(0)
        m = torch.as_tensor(multiplicities, dtype=type)
        return (h * m[:, None]).sum(0) / m.sum()

    def forward(self, *graph, **merged):
        h = self.pooled(*graph, **merged)
        h = F.softplus(self.conv_to_fc(F.softplus(h) if self.activated else h))
        output = self.fc_out(h)
        scale = self.card["scaling"]
        said = output * torch.tensor([s["std"] for s in scale]) + torch.tensor([s["mean"] for s in scale])
        return torch.sigmoid(said) if self.card["task"]["kind"] == "classification" else said
