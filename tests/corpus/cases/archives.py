"""gzip, and files whose name says something else than their content."""
import zlib

from cases.dialects import PLAIN, three
from truth import gzipped, named, table


def make(corpus):
    text = three(16, 70)
    data = text.encoded()

    def add(name, about, data, **more):
        corpus.add(name, about, data, text.orders(), **({"compression": "gzip"} | more), **PLAIN)

    add("orders.csv.gz", "gzip", gzipped(data))
    add("gzip_members.csv.gz", "three gzip members, one after another, cut within a row", gzipped(data[:101]) + gzipped(b"") + gzipped(data[101:]))
    add("gzip_named_csv.csv", "gzip that is named .csv", gzipped(data))
    add("gzip_padded.csv.gz", "zeros behind gzip, as from a tape", gzipped(data) + bytes(512))
    named_member = bytearray(gzipped(data))
    named_member[3] |= 8
    named_member[10:10] = b"orders of May.csv\0"
    add("gzip_with_a_name.gz", "gzip with the name of its file", bytes(named_member))
    chinese = table("zh-Hans", 30, seed=71)
    corpus.add("gzip_gbk.csv.gz", "GBK within gzip", gzipped(chinese.encoded("gbk")), chinese.orders(), compression="gzip", encoding="GB18030", **named("zh-Hans"))

    corpus.refuse("gzip_twice.csv.gz.gz", "gzip within gzip", gzipped(gzipped(data)), "unsupported")
    corpus.refuse("gzip_truncated.csv.gz", "gzip that ends in the middle", gzipped(data)[:-40], "damaged")
    broken = bytearray(gzipped(data))
    broken[-6] ^= 0xFF
    corpus.refuse("gzip_wrong_sum.csv.gz", "gzip whose checksum does not fit", bytes(broken), "damaged")
    corpus.refuse("gzip_garbled.csv.gz", "gzip with bytes changed in the middle", gzipped(data)[:60] + b"\xff" * 20 + gzipped(data)[80:], "damaged")
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = packer.compress(data) + b"".join(packer.compress(b"x" * (1 << 20)) for _ in range(300)) + packer.flush()
    corpus.refuse("gzip_bomb.csv.gz", "three hundred megabytes within three hundred kilobytes", bomb, "too_large")
    corpus.refuse("gzip_empty.csv.gz", "gzip of nothing", gzipped(b""), "empty_file")
