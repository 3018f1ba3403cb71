//! Finding, running and understanding Zola, and putting what it wrote in place.

mod build;
#[cfg(unix)]
mod find;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod npm;
mod output;
mod refusals;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod release;
mod translate;
