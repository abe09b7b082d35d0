"""Writes Fixtures/hostile/safetensors: odd and malformed files, and what is to come of them.

`cases.json` says of each file whether the reference implementation accepts it, which is asked
here, and what GaitKit must do: "accepted", or the kind of its error, which is decided here.
Needs: safetensors 0.8.0. Run: python safetensors_hostile.py [output folder]
"""

import json
import struct
import sys
from pathlib import Path

from safetensors import SafetensorError, deserialize

folder = Path(__file__).parents[1] / "hostile" / "safetensors"
if len(sys.argv) > 1:
    folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
cases = {}


def case(name, outcome, raw):
    try:
        deserialize(raw)
        reference = True
    except (SafetensorError, OverflowError):
        reference = False
    (folder / f"{name}.safetensors").write_bytes(raw)
    cases[name] = {"reference": reference, "outcome": outcome}


def file(header, data=b"", length=None):
    header = header if isinstance(header, bytes) else header.encode()
    return struct.pack("<Q", len(header) if length is None else length) + header + data


def tensor(name='"a"', dtype='"F32"', shape="[1]", offsets="[0,4]", more=""):
    return f'{name}:{{"dtype":{dtype},"shape":{shape},"data_offsets":{offsets}{more}}}'


def one(**parts):
    return "{" + tensor(**parts) + "}"


def two(first, second, names=('"a"', '"b"')):
    return (
        "{" + tensor(names[0], offsets=first) + "," + tensor(names[1], offsets=second) + "}"
    )


four, eight = b"\0\0\x80?", b"\0\0\x80?\0\0\0@"

# Accepted by the reference and here.
case("plain", "accepted", file(one(), four))
case("spaces-after", "accepted", file(one() + "   ", four))
case("space-before", "accepted", file(" " + one(), four))
case("line-feed-after", "accepted", file(one() + "\n", four))
case("spaces-inside", "accepted", file('{ "a" : { "dtype":"F32",\r\n\t"shape" : [ 1 ] , "data_offsets":[0, 4] } }', four))
case("no-tensors", "accepted", file("{}"))
case("metadata-only", "accepted", file('{"__metadata__":{"k":"v"}}'))
case("metadata-empty", "accepted", file('{"__metadata__":{}}'))
case("scalar", "accepted", file(one(shape="[]"), four))
case("zero-size", "accepted", file(one(shape="[0,3]", offsets="[0,0]")))
case("zero-size-between", "accepted", file("{" + tensor('"z"', shape="[0]", offsets="[4,4]") + "," + two("[0,4]", "[4,8]")[1:], eight))
case("header-order-differs", "accepted", file(two("[4,8]", "[0,4]"), eight))
case("unknown-field", "accepted", file(one(more=',"note":{"x":[1.5e3,null,true,"y",-0]}'), four))
case("unknown-field-nested-60", "accepted", file(one(more=',"n":' + "[" * 60 + "]" * 60), four))
case("misaligned-f64", "accepted", file("{" + tensor('"u"', '"U8"', offsets="[0,1]") + "," + tensor('"d"', '"F64"', offsets="[1,9]") + "}", b"\x07" + struct.pack("<d", 0.1)))
case("escaped-name", "accepted", file(one(name='"\\u0061\\ud83d\\ude00\\n\\/"'), four))
case("empty-name", "accepted", file(one(name='""'), four))
case("bool-byte-2", "accepted", file(one(dtype='"BOOL"', offsets="[0,1]"), b"\x02"))

# Accepted by the reference, refused here.
case("duplicate-name", "malformedHeader", file(two("[0,4]", "[0,4]", ('"a"', '"a"')), four))
case("duplicate-name-escaped", "malformedHeader", file(two("[0,4]", "[0,4]", ('"a"', '"\\u0061"')), four))
case("duplicate-name-decomposed", "malformedHeader", file(two("[0,4]", "[4,8]", ('"\u00e9"', '"e\u0301"')), eight))
case("duplicate-metadata-key", "malformedHeader", file('{"__metadata__":{"k":"v","k":"w"}}'))
case("null-metadata", "malformedHeader", file('{"__metadata__":null}'))
case("float8", "malformedEntry", file(one(dtype='"F8_E4M3"', offsets="[0,1]"), b"\0"))
case("complex64", "malformedEntry", file(one(dtype='"C64"', offsets="[0,8]"), eight))
case("unknown-field-nested-70", "malformedEntry", file(one(more=',"n":' + "[" * 70 + "]" * 70), four))
case("unknown-field-duplicate-key", "malformedEntry", file(one(more=',"n":{"k":1,"k":2}'), four))
case("zero-size-huge", "malformedEntry", file(one(shape="[0,4611686018427387904,8]", offsets="[0,0]")))
case("axes-65", "malformedEntry", file(one(shape="[" + ",".join(["1"] * 65) + "]"), four))

# Refused by both: the length of the header.
case("empty-file", "truncated", b"")
case("seven-bytes", "truncated", b"\x02\0\0\0\0\0\0")
case("length-0", "malformedHeader", file("", length=0))
case("length-0-with-data", "malformedHeader", file("{}", length=0))
case("length-1", "malformedHeader", file("{}", length=1))
case("length-beyond-file", "truncated", file("{}", length=3))
case("length-16-mib-and-1", "limitExceeded", file("{}", length=2**24 + 1))
case("length-100-million-and-1", "limitExceeded", file("{}", length=100_000_001))
case("length-2-to-63", "limitExceeded", file("{}", length=2**63))
case("length-all-ones", "limitExceeded", file("{}", length=2**64 - 1))

# Refused by both: the text of the header.
case("nul-padding", "malformedHeader", file(one() + "\0\0", four))
case("text-after", "malformedHeader", file(one() + "{}", four))
case("array", "malformedHeader", file("[]"))
case("byte-order-mark", "malformedHeader", file("\ufeff{}"))
case("unclosed-object", "malformedEntry", file(one()[:-2], four))
case("unclosed-string", "malformedHeader", file('{"a'))
case("comma-at-end", "malformedHeader", file(one()[:-1] + ",}", four))
case("single-quotes", "malformedHeader", file("{'a':1}"))
case("comment", "malformedHeader", file("{/**/}"))
case("invalid-utf8", "malformedHeader", file(b'{"\xff":' + one()[5:].encode(), four))
case("overlong-utf8", "malformedHeader", file(b'{"\xc0\xaf":' + one()[5:].encode(), four))
case("surrogate-utf8", "malformedHeader", file(b'{"\xed\xa0\x80":' + one()[5:].encode(), four))
case("cut-utf8", "malformedHeader", file(b'{"\xe2\x82":' + one()[5:].encode(), four))
case("lone-surrogate", "malformedHeader", file(one(name='"\\ud83d"'), four))
case("reversed-surrogates", "malformedHeader", file(one(name='"\\ude00\\ud83d"'), four))
case("bad-escape", "malformedHeader", file(one(name='"\\x41"'), four))
case("control-character", "malformedHeader", file(one(name='"\x01"'), four))
case("nested-200", "malformedEntry", file('{"a":' * 200 + "1" + "}" * 200))
case("nested-100000", "malformedEntry", file(one(more=',"n":' + "[" * 100_000), four))
case("metadata-number", "malformedHeader", file('{"__metadata__":{"k":1}}'))
case("metadata-object", "malformedHeader", file('{"__metadata__":{"k":{"l":"m"}}}'))
case("metadata-string", "malformedHeader", file('{"__metadata__":"k"}'))

# Refused by both: the description of a tensor.
case("entry-number", "malformedEntry", file('{"a":1}'))
case("no-dtype", "malformedEntry", file('{"a":{"shape":[1],"data_offsets":[0,4]}}', four))
case("no-shape", "malformedEntry", file('{"a":{"dtype":"F32","data_offsets":[0,4]}}', four))
case("no-offsets", "malformedEntry", file('{"a":{"dtype":"F32","shape":[1]}}', four))
case("offsets-spelled-offsets", "malformedEntry", file('{"a":{"dtype":"F32","shape":[1],"offsets":[0,4]}}', four))
case("duplicate-dtype", "malformedEntry", file(one(more=',"dtype":"F32"'), four))
case("unknown-dtype", "malformedEntry", file(one(dtype='"F33"'), four))
case("lower-case-dtype", "malformedEntry", file(one(dtype='"f32"'), four))
case("number-dtype", "malformedEntry", file(one(dtype="32"), four))
case("float-extent", "malformedEntry", file(one(shape="[1.0]"), four))
case("exponent-extent", "malformedEntry", file(one(shape="[1e0]"), four))
case("negative-extent", "malformedEntry", file(one(shape="[-1]"), four))
case("two-negative-extents", "malformedEntry", file(one(shape="[-1,-1]"), four))
case("minus-zero-extent", "malformedEntry", file(one(shape="[-0]", offsets="[0,0]")))
case("leading-zero-extent", "malformedEntry", file(one(shape="[01]"), four))
case("string-extent", "malformedEntry", file(one(shape='["1"]'), four))
case("number-shape", "malformedEntry", file(one(shape="1"), four))
case("extent-2-to-64", "malformedEntry", file(one(shape="[18446744073709551616]"), four))
case("product-overflow", "malformedEntry", file(one(shape="[4294967296,4294967296,2]"), four))
case("product-wraps-to-0", "malformedEntry", file(one(shape="[4294967296,4294967296]", offsets="[0,0]")))
case("bytes-overflow", "malformedEntry", file(one(shape="[4611686018427387904]"), four))
case("bytes-beyond-file", "truncated", file(one(dtype='"U8"', shape="[4611686018427387904]", offsets="[0,4611686018427387904]"), four))
case("bytes-1-gib", "truncated", file(one(dtype='"U8"', shape="[1073741824]", offsets="[0,1073741824]"), four))
case("shape-mismatch", "malformedEntry", file(one(shape="[2]"), four))
case("dtype-mismatch", "malformedEntry", file(one(dtype='"F64"'), four))
case("scalar-without-bytes", "malformedEntry", file(one(shape="[]", offsets="[0,0]")))
case("one-offset", "malformedEntry", file(one(offsets="[4]"), four))
case("three-offsets", "malformedEntry", file(one(offsets="[0,4,4]"), four))
case("float-offset", "malformedEntry", file(one(offsets="[0,4.0]"), four))
case("negative-offset", "malformedEntry", file(one(offsets="[-4,0]"), four))
case("reversed-offsets", "malformedEntry", file(one(offsets="[4,0]"), four))
case("reversed-offsets-wrap", "malformedEntry", file(one(offsets="[9223372036854775807,0]"), four))

# Refused by both: the layout of the data.
case("hole-at-start", "badLayout", file(one(offsets="[4,8]"), eight))
case("hole-between", "badLayout", file(two("[0,4]", "[8,12]"), eight + four))
case("overlap", "badLayout", file("{" + tensor(shape="[2]", offsets="[0,8]") + "," + tensor('"b"', offsets="[4,8]") + "}", eight))
case("same-bytes-twice", "badLayout", file(two("[0,4]", "[0,4]"), four))
case("zero-size-inside", "badLayout", file("{" + tensor('"z"', shape="[0]", offsets="[2,2]") + "," + one()[1:], four))
case("bytes-after", "badLayout", file(one(), four + b"\0"))
case("bytes-without-tensors", "badLayout", file("{}", b"\0"))
case("short-body", "truncated", file(one(), four[:3]))
case("no-body", "truncated", file(one()))

stricter = {"duplicate-name", "duplicate-name-escaped", "duplicate-name-decomposed",
            "duplicate-metadata-key", "null-metadata", "float8", "complex64",
            "unknown-field-nested-70", "unknown-field-duplicate-key", "zero-size-huge", "axes-65"}
for name, verdict in cases.items():
    accepted = verdict["outcome"] == "accepted"
    if verdict["reference"] != (accepted or name in stricter):
        raise SystemExit(f"{name}: the reference says {verdict['reference']}")
(folder / "cases.json").write_text(json.dumps(cases, indent=1) + "\n")
