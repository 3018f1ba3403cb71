#!/usr/bin/env bash
# Puts release ZOLA_VERSION of Zola into ~/.cache/handbook, its provenance checked, and says where as
# a line for GITHUB_OUTPUT.
set -euo pipefail

stop() {
  echo "::error::$1" >&2
  exit 1
}

version=${ZOLA_VERSION#v}
[[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] ||
  stop "The input zola-version is a release such as 0.22.1."
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) target=x86_64-unknown-linux-gnu ;;
  Linux-aarch64) target=aarch64-unknown-linux-gnu ;;
  Darwin-arm64) target=aarch64-apple-darwin ;;
  Darwin-x86_64) target=x86_64-apple-darwin ;;
  *) stop "Zola has no release for $(uname -s) on $(uname -m) that can be fetched here: put a zola on PATH." ;;
esac

folder="$HOME/.cache/handbook/zola-$version"
if ! [ -x "$folder/zola" ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  archive="zola-v$version-$target.tar.gz"
  gh release download "v$version" --repo getzola/zola --dir "$work" --pattern "$archive" >&2 ||
    stop "Zola $version cannot be had for $target."
  gh attestation verify "$work/$archive" --repo getzola/zola --source-ref "refs/tags/v$version" >&2 ||
    stop "$archive has no provenance: nothing shows that getzola/zola made it from tag v$version."
  tar -xzf "$work/$archive" -C "$work" zola || stop "$archive cannot be unpacked."
  said=$("$work/zola" --version) || stop "The zola of $archive does not run here."
  [ "$said" = "zola $version" ] || stop "The zola of $archive says that it is \"$said\"."
  mkdir -p "$folder"
  mv "$work/zola" "$folder/zola"
fi
"$folder/zola" --version >&2
echo "program=$folder/zola"
