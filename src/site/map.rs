//! Where staged files come from, so that what Zola says of one is said of its author's.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostics::Source;
use crate::root::RepoPath;
use crate::zola::{Origin, SourceMap};

/// The origins of staged files, by their paths from the staged root.
#[derive(Debug, Default)]
pub struct Map(BTreeMap<PathBuf, From>);

#[derive(Debug)]
enum From {
    Page { source: Arc<Source>, staged_body: u32, author_body: u32 },
    Generated(Option<Arc<Source>>),
}

impl Map {
    /// Notes an author's page: its body begins on these 1-based lines of the two files.
    pub fn page(
        &mut self,
        staged: &RepoPath,
        source: &Arc<Source>,
        staged_body: usize,
        author_body: usize,
    ) {
        let line = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
        let from = From::Page {
            source: Arc::clone(source),
            staged_body: line(staged_body),
            author_body: line(author_body),
        };
        self.0.insert(PathBuf::from(staged.as_str()), from);
    }

    /// Notes a file that is staged as its author wrote it.
    pub fn same(&mut self, staged: &RepoPath, source: &Arc<Source>) {
        self.page(staged, source, 1, 1);
    }

    /// Notes settings that are staged in another order, each on a line of its own.
    pub fn settings(&mut self, staged: &RepoPath, source: &Arc<Source>) {
        // All of it is front matter, so to say: lines are found again by the keys on them.
        self.page(staged, source, usize::MAX, usize::MAX);
    }

    /// Notes a generated page, and the file of the entity that it tells of.
    pub fn generated(&mut self, staged: &RepoPath, of: Option<&Arc<Source>>) {
        self.0.insert(PathBuf::from(staged.as_str()), From::Generated(of.cloned()));
    }
}

impl SourceMap for Map {
    fn origin_of(&self, staged: &Path) -> Option<Origin> {
        Some(match self.0.get(staged)? {
            From::Page { source, staged_body, author_body } => Origin::Authored {
                source: Arc::clone(source),
                staged_body: *staged_body,
                author_body: *author_body,
            },
            From::Generated(from) => Origin::Generated { from: from.clone() },
        })
    }
}
