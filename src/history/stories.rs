//! What commits say: who wrote them, when, and their words.
//!
//! Of commits that were just read it is at hand; of those that the cache knows it is read again,
//! since none of it is remembered on disk. That takes a few microseconds a commit.

use rayon::prelude::*;

use super::error::HistoryError;
use super::id::{IdMap, ObjectId};
use super::object::Story;
use super::repository::Repository;
use super::tree::Trees;

/// How many commits a thread reads at a time: opening the objects for it costs as much as ten.
const BATCH: usize = 512;

/// What is at hand, by commit.
pub(super) type Stories = IdMap<Story>;

impl Repository {
    /// What these commits say, in their order; none of them is among them twice.
    pub(super) fn stories(
        &self,
        commits: &[ObjectId],
        mut at_hand: Stories,
    ) -> Result<Vec<Story>, HistoryError> {
        let mut told: Vec<Option<Story>> = commits.iter().map(|id| at_hand.remove(id)).collect();
        told.par_chunks_mut(BATCH).zip(commits.par_chunks(BATCH)).try_for_each(
            |(stories, commits)| {
                if stories.iter().all(Option::is_some) {
                    return Ok(());
                }
                let objects = self.objects_for(rayon::current_thread_index().unwrap_or(0) + 1)?;
                objects.with(self, |odb| {
                    let trees = Trees::new(self, odb);
                    for (story, id) in stories.iter_mut().zip(commits) {
                        if story.is_none() {
                            let raw = trees.read(*id, git2::ObjectType::Commit)?;
                            *story = Some(Story::parse(raw.data()));
                        }
                    }
                    Ok(())
                })
            },
        )?;
        Ok(told.into_iter().flatten().collect())
    }
}
