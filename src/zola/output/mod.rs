//! Putting a finished site in place of the one before, so that there is always one to be seen.
//!
//! Beside the target, say `public`, a build makes a *bench*: `.public.handbook-XXXXXX/` with
//!
//! - `lock`, held for as long as the process that made the bench lives;
//! - `site/`, where Zola writes, and after an exchange the site that was replaced;
//! - `old/`, where the system cannot exchange: the site that is being replaced.
//!
//! States that a kill can leave, and what the next run makes of them, once it holds `lock`:
//!
//! | target | bench | killed | next run |
//! | --- | --- | --- | --- |
//! | there | `site/` or nothing | while building, or after an exchange | removes the bench |
//! | gone | `old/` and `site/` | between moving aside and moving in | moves `old/` back, removes the bench |
//! | there | `old/` | after moving in | removes the bench |
//!
//! Only a folder that is empty or carries [`MARKER`] is ever replaced. Nothing here follows a
//! symbolic link that is the target or lies below it.

mod bench;
mod swap;
mod target;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use super::error::ZolaError;
use super::lock::Lock;
use bench::Bench;
use target::Target;

pub use target::MARKER;

/// The right to stage and build a handbook: one process at a time has it.
#[derive(Debug)]
pub struct Turn {
    lock: Lock,
}

impl Turn {
    /// Waits until no other process stages or builds with this working folder (`.handbook`), which
    /// must exist; `report` is told before waiting. The turn ends when the value is dropped, or
    /// the process ends.
    ///
    /// # Errors
    /// Where the lock file cannot be written, or the file system has no locks.
    pub fn wait(work: &Path, report: &mut dyn FnMut(&str)) -> Result<Self, ZolaError> {
        let lock = Lock::wait(&work.join("build.lock"), || {
            report("another build of this handbook is running; waiting for it");
        })?;
        Ok(Self { lock })
    }

    /// The turn as a program's standard input, which it never reads: the turn ends when that
    /// program has ended, too. No other open file reaches a program that we start.
    pub(super) fn handle(&self) -> Result<Stdio, ZolaError> {
        self.lock.handle()
    }
}

/// A place to build in, beside the folder that the site is published to.
#[derive(Debug)]
pub struct Output<'turn> {
    target: Target,
    bench: Bench,
    left_behind: Option<ZolaError>,
    _turn: &'turn Turn,
}

/// A site that is in place.
#[derive(Debug)]
pub struct Published {
    /// The folder.
    pub path: PathBuf,
    /// Whether a site of ours was there before.
    pub replaced: bool,
    /// What of the former site, or of a killed build, could not be removed; the next build tries
    /// again.
    pub left_behind: Option<ZolaError>,
}

impl<'turn> Output<'turn> {
    /// Restores or clears what killed builds left, makes sure that `target` may be replaced, and
    /// makes a place to build in. `target` need not exist, nor the folder that holds it.
    ///
    /// # Errors
    /// [`ZolaError::Foreign`] where `target` holds what is not ours: it is a symbolic link, a file,
    /// or a folder with files and without [`MARKER`]; and where the folder that holds it cannot be
    /// written.
    pub fn prepare(target: &Path, turn: &'turn Turn) -> Result<Self, ZolaError> {
        let target = Target::new(target)?;
        fs::create_dir_all(target.parent())
            .map_err(ZolaError::io("could not create", target.parent()))?;
        let left_behind = bench::recover(&target)?;
        target.check()?;
        let bench = Bench::new(&target)?;
        Ok(Self { target, bench, left_behind, _turn: turn })
    }

    /// Where to build: a folder that does not exist yet, on the target's file system.
    #[must_use]
    pub fn fresh(&self) -> PathBuf {
        self.bench.site()
    }

    /// Marks what was built as ours and puts it in place. Where anything fails before that, the
    /// old site is untouched. Dropping an `Output` instead of publishing it removes what was built.
    ///
    /// # Errors
    /// Where nothing was built, the target became somebody else's meanwhile, or a file operation
    /// fails.
    pub fn publish(self) -> Result<Published, ZolaError> {
        self.publish_by(swap::Way::Exchange)
    }

    fn publish_by(self, way: swap::Way) -> Result<Published, ZolaError> {
        self.bench.mark()?;
        let replaced = self.target.check()?;
        swap::put(&self.bench, &self.target, way)?;
        let path = self.target.path().to_owned();
        let left_behind = self.bench.remove().err().or(self.left_behind);
        Ok(Published { path, replaced, left_behind })
    }
}

#[cfg(test)]
mod tests;
