//! Any Markdown repository is a handbook: files of many a system, published as they stand.

mod folders;
mod links;
mod moved;
mod systems;
mod words;
