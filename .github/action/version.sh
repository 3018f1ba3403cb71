#!/usr/bin/env bash
# Says which program the action at $ACTION stands for, as lines for GITHUB_OUTPUT: `version` from
# Cargo.toml, and `source`, one name for all that the program is made from. A forge's copy of an
# action has no .git to ask, and its tag can be moved.
set -euo pipefail
cd "$ACTION"
echo "version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)"
sources=$(find Cargo.toml Cargo.lock src themes site/zola.toml site/org site/content -type f | LC_ALL=C sort)
# Names and contents: a file that is renamed is another source, too.
echo "source=$({ echo "$sources" && git hash-object --no-filters --stdin-paths <<<"$sources"; } | git hash-object --stdin)"
