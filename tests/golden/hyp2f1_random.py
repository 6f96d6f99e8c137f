"""log 2F1 at 10,000 random arguments -> hyp2f1_random.txt (a value a line).

The arguments are dyadic, so that both sides draw the same doubles: see `draw`,
and `the_same_arguments` in src/math/hyp2f1.rs. Each value is computed directly and
through Euler's transformation, with 40 digits, and must agree.
"""
from importlib.metadata import version

import mpmath as mp

mp.mp.dps = 40
COUNT = 10_000
state = 20261123


def bits(count):
    """The next bits of a linear congruential generator (Knuth's MMIX), from the top."""
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return state >> (64 - count)


def positive(low, high):
    """From 2^low up to 2^high, even on the scale of exponents, with nine digits of mantissa."""
    exponent = low + bits(32) * (high - low) // 2**32
    return (1 + bits(8) / 256) * 2.0**exponent


def draw():
    """x, the parameters and z as the likelihoods and expectations have them, and without any order."""
    kind = bits(32) * 5 // 2**32
    x = float(int(positive(0, 11)) - 1)
    r, s, a, b = positive(-4, 4), positive(-5, 4), positive(-4, 3), positive(-3, 5)
    far = positive(-14, 0) / 2
    z = far if bits(1) == 0 else 1 - far
    return [
        (r + s + x, s + 1, r + s + x + 1, z),
        (r + s + x, r + x, r + s + x + 1, z),
        (r + x, b + x, a + b + x, z),
        (r + x, b + x + 1, a + b + x, z),
        (positive(-4, 7), positive(-4, 7), positive(-4, 7), z),
    ][kind]


def value(a, b, c, z):
    a, b, c, z = map(mp.mpf, (a, b, c, z))
    one = mp.log(mp.hyp2f1(a, b, c, z, maxterms=10**6))
    two = (c - a - b) * mp.log(1 - z) + mp.log(mp.hyp2f1(c - a, c - b, c, z, maxterms=10**6))
    assert abs(one - two) <= mp.mpf(10) ** -25 * (1 + abs(one)), (a, b, c, z)
    return one


def main():
    with open("hyp2f1_random.txt", "w", encoding="ascii") as out:
        for _ in range(COUNT):
            out.write(f"{float(value(*draw()))!r}\n")
    print("mpmath", version("mpmath"), COUNT, "values")


if __name__ == "__main__":
    main()
