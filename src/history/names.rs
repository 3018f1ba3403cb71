//! Which pages a name stands for, at one commit after the other.
//!
//! Nearly all commits say the same about nearly all names, and merges bring together what was said
//! twice, so that tables share what they have in common.

use std::collections::HashMap;
use std::sync::Arc;

/// A set of pages, by its number in [`Sets`]. Zero is the empty set.
pub(super) type Set = u32;

/// No page.
pub(super) const NOBODY: Set = 0;

const CHUNK: usize = 64;

/// A table from names, by their number, to sets of pages. Cloning it is cheap.
#[derive(Clone, Default)]
pub(super) struct Names {
    chunks: Vec<Arc<[Set; CHUNK]>>,
}

impl Names {
    /// A table of so many names that stand for nobody.
    pub(super) fn new(names: usize) -> Self {
        let nobody = Arc::new([NOBODY; CHUNK]);
        Self { chunks: std::iter::repeat_n(nobody, names.div_ceil(CHUNK)).collect() }
    }

    pub(super) fn get(&self, name: usize) -> Set {
        self.chunks[name / CHUNK][name % CHUNK]
    }

    pub(super) fn set(&mut self, name: usize, set: Set) {
        if self.get(name) != set {
            Arc::make_mut(&mut self.chunks[name / CHUNK])[name % CHUNK] = set;
        }
    }

    /// Adds what another table says.
    pub(super) fn join(&mut self, other: &Self, sets: &mut Sets) {
        for (mine, theirs) in self.chunks.iter_mut().zip(&other.chunks) {
            if Arc::ptr_eq(mine, theirs) || mine == theirs {
                continue;
            }
            for (mine, theirs) in Arc::make_mut(mine).iter_mut().zip(theirs.iter()) {
                *mine = sets.join(*mine, *theirs);
            }
        }
    }
}

/// Every set of pages that occurs, each once.
///
/// Pages that HEAD has come first, up to `living`; the others were removed. Where both meet under
/// one name, the past is the living page's. Where two removed ones meet, they are one.
pub(super) struct Sets {
    living: u32,
    members: Vec<Vec<u32>>,
    numbers: HashMap<Vec<u32>, Set>,
    joined: HashMap<(Set, Set), Set>,
    /// For each removed page, an earlier one that it turned out to be.
    same: Vec<u32>,
}

impl Sets {
    pub(super) fn new(living: usize) -> Self {
        let mut sets = Self {
            living: u32::try_from(living).unwrap_or(u32::MAX),
            members: Vec::new(),
            numbers: HashMap::new(),
            joined: HashMap::new(),
            same: Vec::new(),
        };
        sets.number(Vec::new());
        sets
    }

    /// The set of one page alone.
    pub(super) fn only(&mut self, page: u32) -> Set {
        self.number(vec![page])
    }

    /// The set of a newly found removed page.
    pub(super) fn removed_page(&mut self) -> Set {
        let page = self.living + u32::try_from(self.same.len()).unwrap_or(u32::MAX - self.living);
        self.same.push(page);
        self.number(vec![page])
    }

    pub(super) fn members(&self, set: Set) -> &[u32] {
        &self.members[set as usize]
    }

    /// Which page a removed one turned out to be; itself, or a living one, mostly.
    pub(super) fn identity(&self, mut page: u32) -> u32 {
        while page >= self.living {
            let same = self.same[(page - self.living) as usize];
            if same == page {
                break;
            }
            page = same;
        }
        page
    }

    pub(super) fn join(&mut self, a: Set, b: Set) -> Set {
        if a == b || b == NOBODY {
            return a;
        }
        if a == NOBODY {
            return b;
        }
        let pair = (a.min(b), a.max(b));
        if let Some(set) = self.joined.get(&pair) {
            return *set;
        }
        let both = self.members(a).iter().chain(self.members(b)).map(|page| self.identity(*page));
        let mut both: Vec<u32> = both.collect();
        both.sort_unstable();
        both.dedup();
        if both[0] < self.living {
            both.retain(|page| *page < self.living);
        } else {
            for page in both.drain(1..).collect::<Vec<_>>() {
                self.same[(page - self.living) as usize] = both[0];
            }
        }
        let set = self.number(both);
        self.joined.insert(pair, set);
        set
    }

    fn number(&mut self, members: Vec<u32>) -> Set {
        let next = Set::try_from(self.members.len()).unwrap_or(Set::MAX);
        *self.numbers.entry(members).or_insert_with_key(|members| {
            self.members.push(members.clone());
            next
        })
    }
}
