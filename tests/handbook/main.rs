//! What the handbook does, a module a capability.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod config;
mod diagnostics;
mod front_matter;
mod org;
mod org_on_disk;
mod reference;
mod support;
