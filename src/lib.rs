//! Publish a company's operating handbook from git.
//!
//! `handbook` reads a repository of Markdown with a few TOML files about people, teams and
//! features, and stages a [Zola](https://www.getzola.org) site in which every page says who owns
//! it and how it came to say what it says. `ARCHITECTURE.md` shows the rooms of this library and
//! the way of a commit through them; each room leans only on those listed before it.

pub mod root;

pub mod email;

pub mod escape;

pub mod diagnostics;

pub mod metadata;

pub mod config;

pub mod org;

pub mod content;

pub mod history;

pub mod links;

pub mod ownership;

pub mod audit;

pub mod check;

pub mod handbook;

pub mod proposal;

pub mod api;

pub mod zola;

pub mod site;
