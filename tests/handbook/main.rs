//! What `handbook` does, through its public face. One binary, a module for each capability.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod architecture;
mod history;
mod support;
mod zola;
