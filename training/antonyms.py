"""Write factcheck/data/antonyms.txt from WordNet 3.0's database files.

Usage: python -m training.antonyms WORDNET_FOLDER   (holds data.adj, data.adv, data.noun, data.verb)

A line is two single words that WordNet marks as opposites of each other (pointer ``!`` between lemmas,
wndb(5WN)), with their part of speech. The licence of WordNet is repeated at the head of the file.
"""

from __future__ import annotations

import sys
from pathlib import Path

POS = {"adj": "ADJ", "adv": "ADV", "noun": "NOUN", "verb": "VERB"}
LICENCE = """\
# Opposites from WordNet 3.0. WordNet Release 3.0 This software and database is being provided to you, the
# LICENSEE, by Princeton University under the following license. By obtaining, using and/or copying this
# software and database, you agree that you have read, understood, and will comply with these terms and
# conditions.: Permission to use, copy, modify and distribute this software and database and its
# documentation for any purpose and without fee or royalty is hereby granted, provided that you agree to
# comply with the following copyright notice and statements, including the disclaimer, and that the same
# appear on ALL copies of the software, database and documentation, including modifications that you make
# for internal use or for distribution. WordNet 3.0 Copyright 2006 by Princeton University. All rights
# reserved. THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS
# OR WARRANTIES, EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO
# REPRESENTATIONS OR WARRANTIES OF MERCHANTABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE OF
# THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS,
# TRADEMARKS OR OTHER RIGHTS. The name of Princeton University or Princeton may not be used in advertising or
# publicity pertaining to distribution of the software and/or database. Title to copyright in this software,
# database and any associated documentation shall at all times remain with Princeton University and LICENSEE
# agrees to preserve same.
"""


def opposites(folder: Path) -> set[tuple[str, str, str]]:
    """(word, opposite, part of speech), each pair once in alphabetical order."""
    found: set[tuple[str, str, str]] = set()
    for name, pos in POS.items():
        synsets: dict[str, list[str]] = {}
        pointers: list[tuple[str, int, str, int]] = []
        for line in (folder / f"data.{name}").read_text(encoding="ascii").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split(" | ")[0].split()
            offset, count = fields[0], int(fields[3], 16)
            synsets[offset] = [fields[4 + 2 * i].split("(")[0].lower() for i in range(count)]
            at = 4 + 2 * count
            for pointer in range(int(fields[at])):
                symbol, target, _, places = fields[at + 1 + 4 * pointer : at + 5 + 4 * pointer]
                if symbol == "!":
                    pointers.append((offset, int(places[:2], 16) - 1, target, int(places[2:], 16) - 1))
        for offset, index, target, other in pointers:
            pair = sorted((synsets[offset][index], synsets[target][other]))
            if all(word.isalpha() for word in pair):
                found.add((pair[0], pair[1], pos))
    return found


if __name__ == "__main__":
    target = Path(__file__).parent.parent / "factcheck" / "data" / "antonyms.txt"
    lines = [" ".join(entry) for entry in sorted(opposites(Path(sys.argv[1])))]
    target.write_text(LICENCE + "\n".join(lines) + "\n", encoding="ascii")
    print(f"{len(lines)} pairs in {target.name}")
