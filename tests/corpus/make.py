"""Awkward files and what must become of them -> files/ and expected.json.

    python make.py

Made with Python 3.11, openpyxl 3.1.5, xlwt 1.3.0, odfpy 1.4.1; the bytes are
the same in every run. The expected outcome of each file is counted from what
was put in (truth.py), never copied from what the importer said of it.
"""
import shutil
import sys

from cases import archives, dates, dialects, encodings, identifiers, numbers, objects, real, shops, structure, workbooks
from truth import FILES, Corpus

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    shutil.rmtree(FILES, ignore_errors=True)
    FILES.mkdir()
    corpus = Corpus()
    for part in (dialects, identifiers, dates, numbers, encodings, structure, archives, workbooks, objects, shops, real):
        before = len(corpus.cases)
        part.make(corpus)
        print(f"{part.__name__}: {len(corpus.cases) - before}")
    corpus.save()
    print(f"{len(corpus.cases)} files, {sum(path.stat().st_size for path in FILES.iterdir()):,} bytes")
