//! What the library does, through its public face: one module a capability.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod history;
mod support;
