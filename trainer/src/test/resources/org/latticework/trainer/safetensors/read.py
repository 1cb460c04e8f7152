"""Reads a safetensors file by its specification, with nothing but the standard library.

Usage: read.py FILE; prints one line for each array: name, type, shape and numbers.
"""

import json
import struct
import sys

CODES = {"F32": "f", "F64": "d"}

with open(sys.argv[1], "rb") as file:
    content = file.read()
(length,) = struct.unpack("<Q", content[:8])
header = json.loads(content[8 : 8 + length])
data = content[8 + length :]
header.pop("__metadata__", None)
end = 0
for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
    begin, stop = entry["data_offsets"]
    assert begin == end, name
    end = stop
    code = CODES[entry["dtype"]]
    count = 1
    for axis in entry["shape"]:
        count *= axis
    assert stop - begin == count * struct.calcsize(code), name
    numbers = struct.unpack("<%d%s" % (count, code), data[begin:stop])
    print(name, entry["dtype"], entry["shape"], *numbers)
assert end == len(data)
