"""Marks frames with other people's watermarks, and reads them: run by clearance_marks.py in a Python of its own.

`watermarks.py mark NAME IN.npy OUT.npy VALUE` and `watermarks.py read NAME IN.npz`, frames (n, H, W, 3) uint8 sRGB; the
value is 48 bits in hex. Frames of one clip are read one by one and vote bit by bit; one line is printed for each clip.
"""

import sys
import types

import numpy as np

try:
    import torch  # noqa: F401
except ImportError:  # imwatermark asks for it at import; the methods measured here do not use it
    sys.modules["torch"] = types.ModuleType("torch")

BITS = 48


def bits_of(value: int) -> list[int]:
    return [value >> BITS - 1 - at & 1 for at in range(BITS)]


def invisible(method: str):
    from imwatermark import WatermarkDecoder, WatermarkEncoder

    def mark(frame, value):
        encoder = WatermarkEncoder()
        encoder.set_watermark("bits", bits_of(value))
        return encoder.encode(np.ascontiguousarray(frame[..., ::-1]), method)[..., ::-1]

    def read(frame):
        return np.asarray(WatermarkDecoder("bits", BITS).decode(np.ascontiguousarray(frame[..., ::-1]), method), float)

    return mark, read


def blind():
    import blind_watermark
    from blind_watermark import WaterMark

    blind_watermark.bw_notes.close()

    def mark(frame, value):
        one = WaterMark(password_img=1, password_wm=1)
        one.read_img(img=np.ascontiguousarray(frame[..., ::-1]))
        one.read_wm(np.array(bits_of(value), bool), mode="bit")
        return np.clip(np.rint(one.embed()), 0, 255).astype(np.uint8)[..., ::-1]

    def read(frame):
        one = WaterMark(password_img=1, password_wm=1)
        picture = np.ascontiguousarray(frame[..., ::-1])
        return np.asarray(one.extract(embed_img=picture, wm_shape=(BITS,), mode="bit"), float)

    return mark, read


def voted(read, frames) -> int:
    """What most frames say, bit by bit."""
    votes = np.zeros(BITS)
    for frame in frames:
        try:
            votes += read(frame) - 0.5
        except Exception as error:  # a frame too small for it
            print(error, file=sys.stderr)
    return int("".join("1" if vote > 0 else "0" for vote in votes), 2)


def main() -> None:
    verb, name, source = sys.argv[1:4]
    mark, read = blind() if name == "blind-watermark" else invisible(name.rpartition(" ")[2])
    if verb == "mark":
        value = int(sys.argv[5], 16)
        np.save(sys.argv[4], np.stack([mark(frame, value) for frame in np.load(source)]))
        print(f"{value:012x}")
    else:
        with np.load(source) as clips:
            for clip in sorted(clips.files):
                print(f"{voted(read, clips[clip]):012x}")


if __name__ == "__main__":
    main()
