//! What tests share, a file a thing.

pub mod org;
