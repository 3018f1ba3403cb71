//! Whose a file of code is.

use super::Asked;
use super::claims::{claim, claim_of};
use crate::api::{Above, Claim, Named, Thing, Who};
use crate::handbook::HandbookError;
use crate::org::{Code, FeatureId};
use crate::ownership::{owners_of, pages_below};
use crate::root::RepoPath;

/// The lines by which a path is of some code.
fn claims(code: &Code, path: &RepoPath) -> Vec<Claim> {
    let path = match &code.repository {
        None => Some(path.as_str()),
        Some(_) => code.below(path.as_str()),
    };
    let Some(path) = path else { return Vec::new() };
    let globs = code.paths.iter().filter(|glob| glob.value.matches(path));
    let globs = globs.map(|glob| claim_of("code", glob, |glob| glob.as_str().to_owned()));
    let whole = code.repository.as_ref().filter(|_| code.paths.is_empty());
    globs.chain(whole.map(|name| claim_of("code", name, ToString::to_string))).collect()
}

impl Asked<'_> {
    /// A file of code: its feature answers for it.
    pub(super) fn path(
        &self,
        path: &RepoPath,
        owners: &[FeatureId],
        who: &mut Who,
    ) -> Result<(), HandbookError> {
        let org = self.org();
        match owners {
            [only] => {
                self.feature(only, who)?;
                who.candidates.insert(0, Thing::feature(org, only));
                for code in org.feature(only).into_iter().flat_map(|feature| &feature.code) {
                    let facts = claims(code, path);
                    who.claims.splice(0..0, facts);
                }
            }
            [] => {
                self.folder(path, who);
                if who.owner.is_none() {
                    who.above = self.code_above(path);
                }
            }
            several => {
                let features = several.iter().map(|id| Thing::feature(org, id));
                who.candidates.splice(0..0, features);
            }
        }
        Ok(())
    }

    /// A folder of pages that has no page of its own: who owns all of them, where that is one, and
    /// in any case every line that names an owner of some.
    fn folder(&self, path: &RepoPath, who: &mut Who) {
        let pages = self.state.pages.as_deref().unwrap_or_default();
        let owned: Vec<_> = pages_below(pages, path)
            .map(|page| self.state.ownership.pages.get(&page.file)?.owner.as_ref())
            .collect();
        for fact in owned.iter().flatten() {
            let said = claim("owner", Some(*fact), |holder| Named::holder(self.org(), holder).name);
            who.claims.extend(said.filter(|claim| !who.claims.contains(claim)));
        }
        let Some(Some(first)) = owned.first() else { return };
        if owned.iter().all(|fact| fact.is_some_and(|fact| fact.value == first.value)) {
            self.holder_of_page(&first.value, who);
        }
    }

    /// The feature whose globs match whatever lies in the nearest folder above.
    fn code_above(&self, path: &RepoPath) -> Option<Above> {
        let mut at = path.parent();
        while let Some(folder) = at {
            let probe = folder.join("any").ok()?;
            for id in owners_of(self.org(), &probe) {
                let owned = self.state.ownership.features.get(&id);
                if let Some(captain) = owned.and_then(|owned| owned.captain.as_ref()) {
                    let owner = Named::person(self.org(), &captain.value);
                    return Some(Above { what: Thing::feature(self.org(), &id), owner });
                }
            }
            at = folder.parent();
        }
        None
    }
}
