"""Traditional characters and their simplified forms -> src/identify/keys/simplified.txt (OpenCC).

The 5,401 characters of Big5's first plane, the ones in common use, of which OpenCC's `t2s`
changes some 1,900. The first line of the file has the traditional characters by code
point, the second the simplified ones.
"""
from pathlib import Path

import opencc

COMMON = [bytes([high, low]) for high in range(0xA4, 0xC7) for low in [*range(0x40, 0x7F), *range(0xA1, 0xFF)]]


def decoded(code):
    try:
        return code.decode("big5")
    except UnicodeDecodeError:
        return ""


simplified = opencc.OpenCC("t2s")
pairs = sorted((char, simplified.convert(char)) for char in map(decoded, COMMON) if char)
pairs = [(char, simple) for char, simple in pairs if char != simple and len(simple) == 1]
path = Path(__file__).parent / "../../src/identify/keys/simplified.txt"
path.write_text("".join(char for char, _ in pairs) + "\n" + "".join(simple for _, simple in pairs) + "\n", encoding="utf-8")
print(len(pairs), "pairs")
