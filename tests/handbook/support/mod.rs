//! What tests share, a file for each thing.

pub mod atom;
pub mod attack;
pub mod changing;
pub mod company;
pub mod days;
pub mod decided;
#[cfg(unix)]
pub mod forge;
pub mod html;
pub mod keys;
pub mod oracle;
pub mod org;
pub mod plain;
pub mod program;
pub mod repo;
pub mod runner;
#[cfg(unix)]
pub mod script;
pub mod years;
pub mod zola;
