"""Latticework from Python: tables, graphs and predictions. One file, to copy beside your own code.

    table("work", "materials")                      # a pandas DataFrame; needs deltalake and pandas
    graphs("work", "g-aa9b000fb2ac")                # PyTorch Geometric's Data, by structure hash; needs both and torch_geometric
    predict([structure, ...])                       # what a model says that `latticework serve` serves; needs nothing

docs/tables.md explains the tables, docs/serve.md the service.
"""
import json
import time
import urllib.error
import urllib.request


class Refused(Exception):
    """A request breaks a rule of the service; `status` is that of HTTP."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def table(workspace, name, version=None, columns=None, storage_options=None):
    """Returns a table of a workspace, or some of its columns, as a pandas DataFrame.

    workspace: a folder, or an address that deltalake knows, such as s3://bucket/work
    version: a commit of the table; the last one if None
    """
    from deltalake import DeltaTable

    path = f"{workspace.rstrip('/')}/tables/{name}"
    read = DeltaTable(path, version=version, storage_options=storage_options)
    return read.to_pandas(columns=columns)


def graphs(workspace, graph_config, **options):
    """Returns the graphs of one recipe as PyTorch Geometric's Data, by structure hash."""
    rows = table(workspace, "graphs", **options)
    rows = rows[rows.graph_config == graph_config]
    return {row["structure_hash"]: data(row) for row in rows.to_dict("records")}


def data(row, **labels):
    """Returns a row of the table graphs as PyTorch Geometric's Data, of N nodes and E edges.

    z: N atomic numbers; edge_index: 2 × E, from neighbor to node; edge_weight: E lengths, Å. Where equivalent atoms are merged,
    also how many atoms a node stands for (multiplicity, N) and how many neighbors of an atom an edge does (edge_multiplicity, E).
    Where images are stored, also the cells that neighbors are in (edge_image, E × 3).

    row: a mapping from column to value, as of a DataFrame, or of a line that `export --table graphs --format jsonl` writes
    labels: further attributes, such as y
    """
    import torch
    from torch_geometric.data import Data

    offsets = torch.as_tensor(row["offsets"], dtype=torch.long)
    nodes = torch.arange(len(offsets) - 1).repeat_interleave(offsets.diff())
    neighbors = torch.as_tensor(row["neighbors"], dtype=torch.long)
    optional = {
        "multiplicity": ("multiplicities", torch.long, (-1,)),
        "edge_multiplicity": ("weights", torch.long, (-1,)),
        "edge_image": ("images", torch.long, (-1, 3)),
    }
    for attribute, (column, dtype, shape) in optional.items():
        if row.get(column) is not None:
            labels[attribute] = torch.as_tensor(row[column], dtype=dtype).reshape(shape)
    return Data(
        z=torch.as_tensor(row["atomic_numbers"], dtype=torch.long),
        edge_index=torch.stack([neighbors, nodes]),
        edge_weight=torch.as_tensor(row["distances"], dtype=torch.float32),
        num_nodes=len(offsets) - 1,
        **labels,
    )


def predict(crystals, address="http://127.0.0.1:8080", batch=64, timeout=60):
    """Returns what a served model says of crystals: a list of dicts, one for each, in their order.

    crystals: a list of pymatgen structures, of their dicts, of documents with a structure, of CIF texts, or a mixture
    batch: crystals a request; the service has a limit of its own
    timeout: for one request, seconds; so long it is also repeated where the service has no place for it
    raises Refused if a request breaks a rule; a crystal that cannot be predicted has a reason instead of a number
    """
    answers = []
    for start in range(0, len(crystals), batch):
        part = [_crystal(each, start + k) for k, each in enumerate(crystals[start : start + batch])]
        answers += _ask(address.rstrip("/") + "/v1/predict", json.dumps(part).encode(), timeout)["predictions"]
    return answers


def model(address="http://127.0.0.1:8080", timeout=60):
    """Returns what is served: name, columns, elements, graphs."""
    return _ask(address.rstrip("/") + "/v1/model", None, timeout)


def _crystal(given, place):
    """Returns a crystal as JSON; one without a document around it is called by its place."""
    if isinstance(given, str):
        return {"material_id": str(place), "cif": given}
    given = given.as_dict() if hasattr(given, "as_dict") else given
    bare = "sites" in given and "structure" not in given
    return {"material_id": str(place), "structure": given} if bare else given


def _ask(url, body, timeout):
    request = urllib.request.Request(url, data=body, headers={"Content-Type": "application/json"})
    end = time.monotonic() + timeout
    while True:
        try:
            with urllib.request.urlopen(request, timeout=timeout) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            answer = json.load(error)
            if error.code == 422:  # no crystal can be predicted: each says why
                return answer
            wait = float(error.headers.get("Retry-After", "inf"))  # others are being answered
            if error.code != 429 or time.monotonic() + wait > end:
                raise Refused(error.code, answer["error"]) from None
            time.sleep(wait)
