"""A compound file, as Office wrote them before zip: sectors of 512 bytes, a table of which follows which."""
import struct

SECTOR, FREE, END, TABLE = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams):
    """A compound file with these streams; each at least 4096 bytes long within it."""
    data, chain, entries = b"", [], [entry("Root Entry", 5, END, 0, child=1)]
    for at, (name, content) in enumerate(streams.items(), 1):
        content = content.ljust(4096, b"\0")
        sectors = -(-len(content) // SECTOR)
        first = len(chain)
        chain += [*range(first + 1, first + sectors), END]
        data += content.ljust(sectors * SECTOR, b"\0")
        entries.append(entry(name, 2, first, len(content), right=at + 1 if at < len(streams) else FREE))
    directory = b"".join(entries).ljust(-(-len(entries) * 128 // SECTOR) * SECTOR, b"\0")
    first_of_directory, sectors = len(chain), len(directory) // SECTOR
    chain += [*range(first_of_directory + 1, first_of_directory + sectors), END]
    at_table = len(chain)
    chain.append(TABLE)
    assert len(chain) <= SECTOR // 4
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, first_of_directory, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", at_table, *[FREE] * 108)
    return header + data + directory + table


def entry(name, kind, first, size, child=FREE, right=FREE):
    spelled = name.encode("utf-16-le")
    return (
        spelled.ljust(64, b"\0") + struct.pack("<HBBIII", len(spelled) + 2, kind, 1, FREE, right, child) + bytes(36) + struct.pack("<IQ", first, size)
    )
