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
    /// What these commits say, in their order.
    pub(super) fn stories(
        &self,
        commits: &[ObjectId],
        at_hand: &Stories,
    ) -> Result<Vec<Story>, HistoryError> {
        let batches: Vec<Vec<Story>> = commits
            .par_chunks(BATCH)
            .map(|commits| {
                if let Some(stories) = commits.iter().map(|id| at_hand.get(id).cloned()).collect() {
                    return Ok(stories);
                }
                let odb = self.objects_for(rayon::current_thread_index().unwrap_or(0) + 1)?;
                let trees = Trees::new(self, &odb);
                let story = |id: &ObjectId| match at_hand.get(id) {
                    Some(story) => Ok(story.clone()),
                    None => Ok(Story::parse(trees.read(*id, git2::ObjectType::Commit)?.data())),
                };
                commits.iter().map(story).collect()
            })
            .collect::<Result<_, HistoryError>>()?;
        Ok(batches.into_iter().flatten().collect())
    }
}
