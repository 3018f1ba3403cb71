//! What a change means: its class, and what a page's log comes to.
//!
//! The texts are compared here; nothing is drawn.

mod class;
mod classes;
mod story;

pub use class::{Class, classify};
pub use classes::Classes;
pub use story::Story;
