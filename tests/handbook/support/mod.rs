//! What tests share, a file for each thing.

#[cfg(unix)]
pub mod script;
pub mod zola;
