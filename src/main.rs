//! The `handbook` program.

/// The system's allocator costs a third of the time of a warm history.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {}
