//! What a change means.

mod class;

pub use class::{Class, classify};
