//! The `handbook` program.
fn main() {}
