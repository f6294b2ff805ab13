"""Every relative link of README.md and docs must lead to a file; prints those that do not."""

import re
import sys

import tables

broken = []
for path in [tables.ROOT / "README.md", *sorted((tables.ROOT / "docs").rglob("*.md"))]:
    for link in re.findall(r"\]\(([^)#\s]+)", path.read_text()):
        if "://" not in link and not (path.parent / link).exists():
            broken.append(f"{path.relative_to(tables.ROOT)}: {link}")
print("\n".join(broken))
sys.exit(bool(broken))
