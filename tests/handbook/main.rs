//! What `handbook` does, through its public face. One binary, a module for each capability.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

mod api;
mod approvals;
mod architecture;
mod audit;
mod browser;
mod build;
mod check;
mod classes;
mod cli;
mod codeowners;
mod config;
mod diagnostics;
mod feeds;
mod foreign;
mod front_matter;
mod history;
mod hostile;
mod html;
mod init;
mod killed;
mod leaves;
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
mod who;
mod wild;
mod zola;
