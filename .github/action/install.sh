#!/usr/bin/env bash
# Puts `handbook` into ~/.cache/handbook/bin: the release of the action's own VERSION out of
# REPOSITORY, its digest and provenance checked; where there is none, it is built from the action's
# own checkout, ACTION. Kept by the action's cache under SOURCE, which names what it is made from.
set -euo pipefail

bin="$HOME/.cache/handbook/bin"
stamp="$bin/made-from"
if [ -x "$bin/handbook" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$SOURCE" ]; then
  "$bin/handbook" --version
  exit 0
fi
rm -rf "$bin"
mkdir -p "$bin"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

stop() {
  echo "::error::$1" >&2
  exit 1
}

sha256() {
  # macOS has the one, most others have the other.
  if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) target=x86_64-unknown-linux-musl ;;
  Linux-aarch64) target=aarch64-unknown-linux-musl ;;
  Darwin-arm64) target=aarch64-apple-darwin ;;
  Darwin-x86_64) target=x86_64-apple-darwin ;;
  MINGW*-x86_64 | MSYS*-x86_64) target=x86_64-pc-windows-msvc ;;
  *) target= ;;
esac

# Fetches the release for this machine; fails where there is none to fetch.
fetch() {
  if [ -z "$target" ]; then
    echo "There are no releases for $(uname -s) on $(uname -m): building it."
    return 1
  elif [ -z "${REPOSITORY:-}" ]; then
    echo "This is the action's own repository: building what is checked out."
    return 1
  elif ! gh release download "v$VERSION" --repo "$REPOSITORY" --dir "$work" \
    --pattern "$archive" --pattern SHA256SUMS 2>"$work/said"; then
    cat "$work/said" >&2
    echo "Release $VERSION of $REPOSITORY cannot be had for $target: building it."
    return 1
  fi
}

archive="handbook-$VERSION-$target.tar.gz"
if fetch; then
  # A release that is there and is not what it says stops everything: it is not to be gone around.
  expected=$(awk -v name="$archive" '$2 == name { print $1 }' "$work/SHA256SUMS")
  [ -n "$expected" ] || stop "SHA256SUMS of release $VERSION does not name $archive."
  actual=$(cd "$work" && sha256 "$archive" | cut -d ' ' -f 1)
  [ "$actual" = "$expected" ] || stop "$archive is not what SHA256SUMS of release $VERSION says."
  gh attestation verify "$work/$archive" --repo "$REPOSITORY" \
    --signer-workflow "$REPOSITORY/.github/workflows/release.yml" --source-ref "refs/tags/v$VERSION" ||
    stop "$archive has no provenance: nothing shows that $REPOSITORY made it from tag v$VERSION."
  mkdir "$work/unpacked"
  tar -xzf "$work/$archive" -C "$work/unpacked" || stop "$archive cannot be unpacked."
  cp "$work/unpacked"/handbook* "$bin/"
else
  toolchain=
  if command -v rustup >/dev/null; then
    rust=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$ACTION/Cargo.toml")
    rustup toolchain install "$rust" --profile minimal --no-self-update >&2
    toolchain="+$rust"
  fi
  CARGO_TARGET_DIR="$work/target" cargo ${toolchain:+"$toolchain"} install --locked --force \
    --path "$ACTION" --root "$work/installed"
  cp "$work/installed/bin"/handbook* "$bin/"
fi
"$bin/handbook" --version
# Last: what ends before this is not taken for whole.
printf '%s' "$SOURCE" >"$stamp"
