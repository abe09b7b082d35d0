"""Writes Fixtures/reference/safetensors: files by the Python package, and what they hold.

Needs: safetensors 0.8.0, torch 2.13, numpy. Run: python safetensors_reference.py [output folder]
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from safetensors.numpy import save as save_numpy
from safetensors.torch import save as save_torch

folder = Path(__file__).parents[1] / "reference" / "safetensors"
if len(sys.argv) > 1:
    folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)

# The golden vector of the format notes: the header has 200 bytes, the order is x, w, u.
golden = save_numpy(
    {
        "w": np.arange(6, dtype=np.float32).reshape(2, 3),
        "x": np.array([1, 2, 3], dtype=np.int64),
        "u": np.array([1, 2, 3], dtype=np.uint8),
    },
    metadata={"format": "np"},
)
assert struct.unpack("<Q", golden[:8])[0] == 200
(folder / "golden.safetensors").write_bytes(golden)

# Every element type, with extremes, a scalar, and tensors without elements.
nan, inf = float("nan"), float("inf")
small = [0.0, -0.0, 1.0, -1.5, 1 / 3, inf, -inf, nan]
tensors = {
    "bool": torch.tensor([[True, False, True]]),
    "uint8": torch.tensor([0, 1, 255], dtype=torch.uint8),
    "int8": torch.tensor([-128, 0, 127], dtype=torch.int8),
    "int16": torch.tensor([-(2**15), 0, 2**15 - 1], dtype=torch.int16),
    "uint16": torch.tensor([0, 1, 2**16 - 1], dtype=torch.uint16),
    "int32": torch.tensor([-(2**31), 0, 2**31 - 1], dtype=torch.int32),
    "uint32": torch.tensor([0, 1, 2**32 - 1], dtype=torch.uint32),
    "int64": torch.tensor([-(2**63), 0, 2**63 - 1], dtype=torch.int64),
    "uint64": torch.tensor([0, 1, 2**63 - 1], dtype=torch.uint64),
    "float16": torch.tensor(small + [65504.0, 2.0**-24, -(2.0**-14)], dtype=torch.float16),
    "bfloat16": torch.tensor(small + [3.38953139e38, 9.2e-41], dtype=torch.bfloat16),
    "float32": torch.tensor(small + [3.4028235e38, 1e-45], dtype=torch.float32),
    "float64": torch.tensor(small + [1e-320, 3.0e38], dtype=torch.float64),
    "scalar": torch.tensor(-2.5),
    "empty": torch.zeros(0, 3),
    "empty bfloat16": torch.zeros(2, 0, dtype=torch.bfloat16),
    "matrix": torch.arange(24, dtype=torch.float32).reshape(2, 3, 4),
    'quote " backslash \\ tab \t bell \x07 é ü 步態': torch.tensor([7.0]),
}
metadata = {"note": 'line\nfeed, "quotes", control \x1f, é'}
(folder / "every-type.safetensors").write_bytes(save_torch(tensors, metadata))


def texts(tensor):
    if tensor.dtype.is_floating_point:
        return [repr(float(value)) for value in tensor.to(torch.float64).flatten()]
    return [str(int(value)) for value in tensor.flatten().tolist()]


expected = {
    "metadata": metadata,
    "tensors": {
        name: {"dtype": str(t.dtype)[6:], "shape": list(t.shape), "values": texts(t)}
        for name, t in tensors.items()
    },
}
text = json.dumps(expected, ensure_ascii=False, indent=1, allow_nan=False)
(folder / "every-type.json").write_text(text + "\n", encoding="utf-8")


# A file with several metadata keys and a checksum of itself, put together by hand, since the
# package writes several keys in random order. The package must read it.
def crc32c(data):
    remainder = 0xFFFFFFFF
    for byte in data:
        remainder ^= byte
        for _ in range(8):
            remainder = (remainder >> 1) ^ (0x82F63B78 if remainder & 1 else 0)
    return remainder ^ 0xFFFFFFFF


assert crc32c(b"123456789") == 0xE3069283
header = (
    '{"__metadata__":{"epoch":"3","format_version":"1","gait_crc32c":"00000000","zeta":"\\u0001"},'
    '"steps":{"dtype":"I64","shape":[],"data_offsets":[0,8]},'
    '"a.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[8,24]},'
    '"b.weight":{"dtype":"F32","shape":[1],"data_offsets":[24,28]},'
    '"half":{"dtype":"F16","shape":[3],"data_offsets":[28,34]},'
    '"mask":{"dtype":"BOOL","shape":[2],"data_offsets":[34,36]}}'
).encode()
header += b" " * (-len(header) % 8)
data = struct.pack("<q5f3e2?", 12345678901, 0.5, -1.0, 2.0, 3.25, 9.0, 1.0, -0.5, 0.1, True, False)
blank = struct.pack("<Q", len(header)) + header + data
written = blank.replace(b'"00000000"', b'"%08x"' % crc32c(blank))
path = folder / "checksummed.safetensors"
path.write_bytes(written)
with safe_open(path, "pt") as file:
    assert file.metadata()["epoch"] == "3" and file.metadata()["zeta"] == "\x01"
    assert file.get_tensor("steps").item() == 12345678901
    assert file.get_tensor("a.weight").tolist() == [[0.5, -1.0], [2.0, 3.25]]
    assert file.get_tensor("half").dtype == torch.float16
    assert file.get_tensor("mask").tolist() == [True, False]
