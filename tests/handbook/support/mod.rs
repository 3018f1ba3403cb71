//! What tests share, a file for each thing.

pub mod changing;
pub mod company;
pub mod html;
pub mod oracle;
pub mod org;
pub mod program;
pub mod plain;
pub mod repo;
#[cfg(unix)]
pub mod script;
pub mod zola;
