//! Which of a commit's new files are old ones under another name.
//!
//! The steps are those of git's `diffcore-rename.c` for `-M` without copies, in git's order and
//! with git's ways to break ties, so that both find the same pairs: equal texts first; then files
//! whose name (without its folder) is the only one of its kind on both sides, if three quarters
//! similar; then the best of all remaining pairs, if half similar.

use std::collections::HashMap;

use super::id::ObjectId;
use super::similarity::{ENOUGH, Pieces, SAME};
use super::tree::File;

/// Git's `diff.renameLimit`: above its square of pairs, similarity is not looked for.
const LIMIT: usize = 1000;
/// How many equal texts git looks at for one of the same name.
const ALTERNATIVES: usize = 101;
/// How many sources git remembers for each target.
const CANDIDATES: usize = 4;
/// The least score of two files of the same unique name.
const ENOUGH_BY_NAME: u32 = ENOUGH + (SAME - ENOUGH) / 2;

/// Texts for measuring; nothing where the text is not to be had.
pub(super) trait Texts {
    /// What stops the whole undertaking.
    type Error;
    /// The pieces of a text.
    fn pieces(&mut self, blob: ObjectId) -> Result<Option<std::sync::Arc<Pieces>>, Self::Error>;
}

/// For each of `added`, by its place, the place in `removed` that it was renamed from. Both are
/// in order of paths.
pub(super) fn pair<T: Texts>(
    removed: &[File],
    added: &[File],
    texts: &mut T,
) -> Result<Vec<Option<usize>>, T::Error> {
    let mut pairs = Pairs {
        source_of: vec![None; added.len()],
        used: removed.iter().map(|file| file.in_place).collect(),
    };
    let open = |file: &File| !file.in_place;
    if !added.iter().any(open) || !removed.iter().any(open) {
        return Ok(pairs.source_of);
    }
    pairs.by_equal_text(removed, added);
    pairs.by_unique_name(removed, added, texts)?;
    pairs.by_best_score(removed, added, texts)?;
    Ok(pairs.source_of)
}

struct Pairs {
    source_of: Vec<Option<usize>>,
    used: Vec<bool>,
}

impl Pairs {
    fn join(&mut self, source: usize, target: usize) {
        self.used[source] = true;
        self.source_of[target] = Some(source);
    }

    fn open_sources(&self) -> Vec<usize> {
        (0..self.used.len()).filter(|source| !self.used[*source]).collect()
    }

    fn open_targets(&self, added: &[File]) -> Vec<usize> {
        let open = |target: &usize| self.source_of[*target].is_none() && !added[*target].in_place;
        (0..added.len()).filter(open).collect()
    }

    fn by_equal_text(&mut self, removed: &[File], added: &[File]) {
        let mut by_blob: HashMap<ObjectId, Vec<usize>> = HashMap::new();
        for source in self.open_sources() {
            by_blob.entry(removed[source].blob).or_default().push(source);
        }
        for target in self.open_targets(added) {
            let Some(sources) = by_blob.get(&added[target].blob) else { continue };
            let mut free =
                sources.iter().copied().filter(|source| !self.used[*source]).take(ALTERNATIVES);
            let Some(first) = free.next() else { continue };
            let same_name = |source: &usize| name(&removed[*source]) == name(&added[target]);
            let source = std::iter::once(first).chain(free).find(same_name).unwrap_or(first);
            self.join(source, target);
        }
    }

    fn by_unique_name<T: Texts>(
        &mut self,
        removed: &[File],
        added: &[File],
        texts: &mut T,
    ) -> Result<(), T::Error> {
        let sources = unique_names(removed, self.open_sources());
        let targets = unique_names(added, self.open_targets(added));
        for source in self.open_sources() {
            let name = name(&removed[source]);
            let (Some(Some(_)), Some(Some(target))) = (sources.get(name), targets.get(name)) else {
                continue;
            };
            if measure(&removed[source], &added[*target], texts)? >= ENOUGH_BY_NAME {
                self.join(source, *target);
            }
        }
        Ok(())
    }

    fn by_best_score<T: Texts>(
        &mut self,
        removed: &[File],
        added: &[File],
        texts: &mut T,
    ) -> Result<(), T::Error> {
        let (sources, targets) = (self.open_sources(), self.open_targets(added));
        if sources.len() * targets.len() > LIMIT * LIMIT {
            return Ok(());
        }
        let mut matrix = Vec::new();
        for target in targets {
            let mut best = Best::default();
            for source in &sources {
                let score = measure(&removed[*source], &added[target], texts)?;
                let same_name = name(&removed[*source]) == name(&added[target]);
                best.offer(Candidate { score, same_name, source: *source, target });
            }
            matrix.extend(best.0.into_iter().flatten());
        }
        // The sort is stable, as git's is: equal ones stay in order of their targets' paths.
        matrix.sort_by_key(|candidate| std::cmp::Reverse(candidate.rank()));
        for Candidate { score, source, target, .. } in matrix {
            if score >= ENOUGH && !self.used[source] && self.source_of[target].is_none() {
                self.join(source, target);
            }
        }
        Ok(())
    }
}

#[derive(Clone, Copy)]
struct Candidate {
    score: u32,
    same_name: bool,
    source: usize,
    target: usize,
}

impl Candidate {
    fn rank(&self) -> (u32, bool) {
        (self.score, self.same_name)
    }
}

/// The best sources of a target, in the slots that git would keep them in: a better one takes the
/// first of the worst slots.
#[derive(Default)]
struct Best([Option<Candidate>; CANDIDATES]);

impl Best {
    fn offer(&mut self, candidate: Candidate) {
        // An empty slot ranks below every candidate, since `None < Some(_)`.
        let rank = |slot: &Option<Candidate>| slot.as_ref().map(Candidate::rank);
        let mut worst = 0;
        for slot in 1..CANDIDATES {
            if rank(&self.0[slot]) < rank(&self.0[worst]) {
                worst = slot;
            }
        }
        if rank(&self.0[worst]) < Some(candidate.rank()) {
            self.0[worst] = Some(candidate);
        }
    }
}

/// The only file of each name, or nothing where there are several.
fn unique_names(files: &[File], open: Vec<usize>) -> HashMap<&[u8], Option<usize>> {
    let mut unique = HashMap::new();
    for place in open {
        unique.entry(name(&files[place])).and_modify(|only| *only = None).or_insert(Some(place));
    }
    unique
}

fn measure<T: Texts>(source: &File, target: &File, texts: &mut T) -> Result<u32, T::Error> {
    let Some(before) = texts.pieces(source.blob)? else { return Ok(0) };
    let Some(after) = texts.pieces(target.blob)? else { return Ok(0) };
    Ok(before.score(&after))
}

fn name(file: &File) -> &[u8] {
    file.path.rsplit(|byte| *byte == b'/').next().unwrap_or_default()
}
