"""Small PNG and PGM images of every kind, and the grey values that Pillow reads from them.

    python Fixtures/generators/image_files.py

writes Fixtures/records/images/* with expected.json. The PNG files are put together here with zlib,
with every filter in turn and with and without interlacing; Pillow checks them.
"""

import json
import os
import struct
import zlib

import numpy as np
from PIL import Image

FOLDER = os.path.join(os.path.dirname(__file__), "..", "records", "images")
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
          (0, 1, 1, 2)]


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pack(row, depth):
    flat = row.ravel()
    if depth == 16:
        return flat.astype(">u2").tobytes()
    if depth == 8:
        return flat.astype("u1").tobytes()
    bits = "".join(format(int(v), f"0{depth}b") for v in flat)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def filtered(line, above, step, kind):
    out = bytearray()
    for i, x in enumerate(line):
        a = line[i - step] if i >= step else 0
        b = above[i]
        c = above[i - step] if i >= step else 0
        p = a + b - c
        near = min([(abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c)])[2]
        out.append((x - [0, a, b, (a + b) // 2, near][kind]) & 255)
    return bytes([kind]) + bytes(out)


def rows(image, depth, step, first):
    raw, above = b"", None
    for y in range(image.shape[0]):
        line = pack(image[y], depth)
        above = above or bytes(len(line))
        raw += filtered(line, above, step, (first + y) % 5)
        above = line
    return raw


def png(image, colour, depth, interlaced, palette=None):
    h, w = image.shape[:2]
    step = max(1, CHANNELS[colour] * depth // 8)
    raw = b""
    if interlaced:
        for n, (x, y, dx, dy) in enumerate(PASSES):
            part = image[y::dy, x::dx]
            if part.size:
                raw += rows(part, depth, step, n)
    else:
        raw = rows(image, depth, step, 0)
    packed = zlib.compress(raw, 9)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, depth, colour, 0, 0,
                                                               int(interlaced)))
    if palette is not None:
        data += chunk(b"PLTE", palette.astype("u1").tobytes())
    data += chunk(b"tEXt", b"Comment\0test pattern")
    half = len(packed) // 2
    return data + chunk(b"IDAT", packed[:half]) + chunk(b"IDAT", packed[half:]) + chunk(b"IEND", b"")


def luminance(rgb):
    rgb = rgb.astype(int)
    return (rgb[..., 0] * 19595 + rgb[..., 1] * 38470 + rgb[..., 2] * 7471 + 0x8000) >> 16


def main():
    os.makedirs(FOLDER, exist_ok=True)
    random = np.random.default_rng(3)
    h, w = 11, 13
    expected = {}
    for colour, depths in {0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16],
                           6: [8, 16]}.items():
        for depth in depths:
            for interlaced in [False, True]:
                shape = (h, w) if CHANNELS[colour] == 1 else (h, w, CHANNELS[colour])
                top = 1 << depth
                ramp = np.add.outer(np.arange(h) * 3, np.arange(w) * 5)
                image = (random.integers(0, top, shape) // 2 +
                         (ramp if len(shape) == 2 else ramp[..., None]) * top // 128) % top
                palette = random.integers(0, 256, (top, 3)) if colour == 3 else None
                name = f"type{colour}-{depth}{'-interlaced' if interlaced else ''}.png"
                path = os.path.join(FOLDER, name)
                open(path, "wb").write(png(image, colour, depth, interlaced, palette))
                grey = {0: lambda: image, 4: lambda: image[..., 0],
                        3: lambda: luminance(palette[image])}.get(colour, lambda: luminance(image))()
                white = 255 if colour == 3 else top - 1
                seen = Image.open(path)
                if depth == 8 or colour == 3:
                    opaque = seen.convert("RGB" if colour in (2, 3, 6) else "LA").convert("L")
                    assert np.abs(np.array(opaque).astype(int) - grey).max() == 0, name
                elif colour == 0 and depth == 16:
                    assert np.array_equal(np.array(seen).astype(int), grey), name
                elif colour == 0:
                    assert np.array_equal(np.array(seen.convert("L")).astype(int) * white // 255,
                                          grey), name
                expected[name] = {"width": w, "height": h, "maximum": int(white),
                                  "pixels": grey.ravel().tolist()}
    ramp = np.add.outer(np.arange(5) * 40, np.arange(7) * 9)
    for name, top, plain in [("plain.pgm", 255, True), ("bytes.pgm", 255, False),
                             ("words.pgm", 1000, False), ("plain-words.pgm", 65535, True)]:
        image = ramp * top // 255
        head = f"{'P2' if plain else 'P5'} # made for tests\n7 5\n# white\n{top}\n".encode()
        body = "\n".join(" ".join(map(str, r)) for r in image).encode() + b"\n" if plain else \
            image.astype(">u2" if top > 255 else "u1").tobytes()
        path = os.path.join(FOLDER, name)
        open(path, "wb").write(head + body)
        expected[name] = {"width": 7, "height": 5, "maximum": top, "pixels": image.ravel().tolist()}
        seen = np.array(Image.open(path)).astype(int)
        # Pillow spreads other whites to 65535.
        assert np.abs(seen - (image * 65535 / top if top > 255 else image)).max() <= 1, name
    json.dump(expected, open(os.path.join(FOLDER, "expected.json"), "w"))
    for name in ["written.png", "written16.png", "written4.png"]:
        path = os.path.join(FOLDER, name)
        if os.path.exists(path):
            seen = np.array(Image.open(path)).astype(int)
            want = np.arange(12).reshape(3, 4)
            want = {"written.png": want * 20, "written16.png": want * 5000, "written4.png": want}[name]
            if name == "written4.png":
                seen = seen // 17 if seen.max() > 15 else seen
            assert np.array_equal(seen, want), name
            print("Pillow reads", name)


main()
