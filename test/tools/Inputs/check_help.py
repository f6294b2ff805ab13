"""Holds the passes and options of `ptowsp-opt --help` (standard input) against docs/passes.md."""

import re
import sys

text = open(sys.argv[1]).read()
listed = dict(re.findall(r"^\| `([\w-]+)` \| (.*) \|$", text.split("generated: pass list")[1].split("<!-- end")[0], re.M))
sections = dict(re.findall(r"^### ([\w-]+)\n(.*?)(?=^### |^<!-- end)", text.split("generated: passes")[1], re.M | re.S))
documented = {
    (name, option): summary
    for name, section in sections.items()
    for option, summary in re.findall(r"^\| `([\w-]+)` \| .* \| (.*) \|$", section, re.M)
}

shown = sys.stdin.read()
options, of_passes = shown.split("options of passes:")
helped = {name: summary for name, summary in re.findall(r"^  --([\w-]+)\[=OPTIONS\] +(.*)$", options, re.M)
          if not summary.endswith("(not built yet)")}
helped_options = {
    (name, option): re.sub(r" \(default [^ ]*\)$", "", summary)
    for name, option, summary in re.findall(r"^  ([\w-]+)\{([\w-]+)=[^}]*\} +(.*)$", of_passes, re.M)
}
plain = {key: summary.replace("`", "") for key, summary in documented.items()}
failures = [f"--help and the list of passes differ: {name}" for name in helped.keys() ^ listed.keys()]
failures += [f"{name}: {helped[name]} / {listed[name]}" for name in helped.keys() & listed.keys()
             if helped[name] != listed[name]]
failures += [f"no section of {name}" for name in helped.keys() - sections.keys()]
failures += [f"--help and docs differ in {key}" for key in helped_options.keys() ^ plain.keys()]
failures += [f"{key}: {helped_options[key]} / {plain[key]}" for key in helped_options.keys() & plain.keys()
             if helped_options[key] != plain[key]]
print("\n".join(failures))
sys.exit(bool(failures) or not helped or not helped_options)
