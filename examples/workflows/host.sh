#!/usr/bin/env bash
# For hosts that run Zola themselves, Netlify and Cloudflare Pages. Copy it to publish.sh, and tell the
# host: build command `bash publish.sh`, folder `.handbook/site/public`, variable ZOLA_VERSION 0.22.1;
# on Cloudflare Pages, where the published branch is not `main`, its name as variable PUBLISHED_BRANCH.
set -euo pipefail

# Every page's history, not the last commits'.
if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
  git fetch --quiet --unshallow
fi

# Netlify has Rust; Cloudflare Pages has none.
export PATH="$HOME/.cargo/bin:$PATH"
if ! command -v cargo >/dev/null; then
  curl --proto '=https' --tlsv1.2 --silent --show-error --fail https://sh.rustup.rs | sh -s -- -y --profile minimal
fi
command -v handbook >/dev/null || cargo install --locked zola-handbook --version 0.1.0

# A preview has an address of its own; the site has that of its settings, or links from the root of
# whatever host it is on.
preview=
if [ "${CONTEXT:-production}" != production ]; then preview=$DEPLOY_PRIME_URL; fi
published=${PUBLISHED_BRANCH:-main}
if [ "${CF_PAGES_BRANCH:-$published}" != "$published" ]; then preview=$CF_PAGES_URL; fi
handbook stage ${preview:+--base-url "$preview/"}
zola --root .handbook/site build
