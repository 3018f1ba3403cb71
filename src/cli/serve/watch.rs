//! Waiting until somebody changes something that a build reads.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// An editor saves several files, git checks out hundreds: this much quiet ends a batch.
const QUIET: Duration = Duration::from_millis(200);

/// A batch that never becomes quiet is ended all the same.
const LONGEST: Duration = Duration::from_secs(3);

/// Watches what a build reads.
pub struct Watch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<notify::Event>>,
    followed: BTreeSet<PathBuf>,
    ignored: Vec<PathBuf>,
}

impl Watch {
    /// Watches nothing yet; nothing that happens below one of `ignored` will count.
    ///
    /// # Errors
    /// Where the system refuses to watch.
    pub fn new(ignored: Vec<PathBuf>) -> notify::Result<Self> {
        let (sender, events): (Sender<notify::Result<notify::Event>>, _) = channel();
        let watcher = notify::recommended_watcher(sender)?;
        Ok(Self { watcher, events, followed: BTreeSet::new(), ignored })
    }

    /// Watches each folder of `whole` with all below it, and each of `flat` without. A folder that
    /// is watched already, or is not there yet, is passed over.
    ///
    /// # Errors
    /// Where the system refuses to watch, often because its number of watches is used up.
    pub fn follow(&mut self, whole: &[PathBuf], flat: &[PathBuf]) -> notify::Result<()> {
        let depths = [(whole, RecursiveMode::Recursive), (flat, RecursiveMode::NonRecursive)];
        for (paths, depth) in depths {
            for path in paths.iter().filter(|path| path.exists()) {
                if self.followed.insert(path.clone()) {
                    // Where another folder had this name there is a watch on that one.
                    let _none = self.watcher.unwatch(path);
                    self.watcher.watch(path, depth)?;
                }
            }
        }
        Ok(())
    }

    /// Waits for a change and for the batch that it belongs to, and gives the paths of it; nothing
    /// when the system watches no more.
    pub fn batch(&mut self) -> Option<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        while changed.is_empty() {
            let Ok(event) = self.events.recv() else { return None };
            self.note(event, &mut changed);
        }
        let until = Instant::now() + LONGEST;
        while Instant::now() < until {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => self.note(event, &mut changed),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        Some(changed)
    }

    fn note(&mut self, event: notify::Result<notify::Event>, changed: &mut BTreeSet<PathBuf>) {
        // An overflow or a lost watch says that something changed, not what.
        let Ok(event) = event else {
            changed.insert(PathBuf::new());
            return;
        };
        if event.need_rescan() {
            self.followed.clear();
            changed.insert(PathBuf::new());
        }
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        // Made, removed or renamed: a folder of that name is not the one that was watched.
        if !matches!(event.kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_))) {
            self.followed.retain(|path| !event.paths.iter().any(|at| path.starts_with(at)));
        }
        changed.extend(event.paths.into_iter().filter(|path| self.counts(path)));
    }

    fn counts(&self, path: &Path) -> bool {
        let editor = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| {
            name.ends_with('~')
                || name.ends_with(".swp")
                || name.ends_with(".lock")
                || name.starts_with(".#")
        });
        !editor && !self.ignored.iter().any(|ignored| path.starts_with(ignored))
    }
}
