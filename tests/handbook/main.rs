//! What `handbook` does, through its public face. One binary, a module for each capability.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod approvals;
mod architecture;
mod audit;
mod browser;
mod build;
mod classes;
mod cli;
mod config;
mod diagnostics;
mod foreign;
mod front_matter;
mod history;
mod html;
mod init;
mod org;
mod org_on_disk;
mod plain;
mod redline;
mod reference;
mod review;
mod serve;
mod stage;
mod support;
mod templates;
mod verdict;
mod wild;
mod zola;
