//! Who owns a page.

use super::Asked;
use super::claims::claim;
use crate::api::{Above, Named, Since, Who};
use crate::content::{Page, Role};
use crate::handbook::HandbookError;
use crate::org::{Holder, Org};
use crate::ownership::{PageChronicle, PageOwnership};
use crate::root::RepoPath;

impl Asked<'_> {
    /// A page: its owner, and since when.
    pub(super) fn page(&self, file: &RepoPath, who: &mut Who) -> Result<(), HandbookError> {
        let org = self.org();
        let Some(owned) = self.state.ownership.pages.get(file) else { return Ok(()) };
        let owner = owned.owner.as_ref().map(|fact| &fact.value);
        if let Some(owner) = owner {
            self.holder_of_page(owner, who);
        }
        page_claims(org, owned, who);
        if let Some(owner) = owner {
            who.since = self.owned_since(file, owner)?;
        }
        if owner.is_none_or(|owner| self.gone_since(owner).is_some()) {
            who.above = self.folder_above(file);
        }
        Ok(())
    }

    /// Who owns pages: the owner, their team, and where to ask.
    pub(super) fn holder_of_page(&self, owner: &Holder, who: &mut Who) {
        let org = self.org();
        who.owner = Some(Named::holder(org, owner));
        let team = org.team_behind(owner, self.state.today);
        who.team = team.map(|team| Named::team(org, &team.id));
        let contact = org.contact_of(owner, self.state.today);
        who.contact = contact.map(|contact| contact.value.to_string());
    }

    fn owned_since(&self, file: &RepoPath, owner: &Holder) -> Result<Option<Since>, HandbookError> {
        let Some((past, until)) = self.past else { return Ok(None) };
        let pages = PageChronicle::read(past, &self.state.content)?;
        let folders: Vec<RepoPath> =
            self.folders_above(file).map(|page| page.file.clone()).collect();
        let held = pages.owned_since(file, &folders, until, self.org())?;
        let held = held.filter(|(_, then)| then.as_ref() == Some(owner));
        Ok(held.and_then(|(place, _)| {
            let commit = past.line.landings.get(place)?.commit;
            let date = past.day(place, &self.state.zone)?;
            Some(Since { date: date.to_string(), commit: Some(commit.to_string()) })
        }))
    }

    /// The pages of the folders above a page, the nearest first.
    fn folders_above(&self, file: &RepoPath) -> impl Iterator<Item = &Page> {
        let mut folders = Vec::new();
        let page = self.page_of(file);
        let mut at = page.and_then(|page| page.path.parent());
        while let Some(folder) = at {
            let is_its = |other: &&Page| {
                other.role == Role::Folder
                    && other.path.parent().as_ref() == Some(&folder)
                    && other.file != *file
            };
            folders.extend(self.state.pages.iter().flatten().find(is_its));
            at = folder.parent();
        }
        folders.into_iter()
    }

    fn folder_above(&self, file: &RepoPath) -> Option<Above> {
        self.folders_above(file).find_map(|page| {
            let owner = self.state.ownership.pages.get(&page.file)?.owner.as_ref()?;
            if self.gone_since(&owner.value).is_some() {
                return None;
            }
            let owner = Named::holder(self.org(), &owner.value);
            Some(Above { what: self.page_thing(&page.file), owner })
        })
    }
}

fn page_claims(org: &Org, owned: &PageOwnership, who: &mut Who) {
    let name = |holder: &Holder| Named::holder(org, holder).name;
    who.claims.extend(claim("owner", owned.owner.as_ref(), name));
    who.claims.extend(claim("kind", owned.kind.as_ref(), |kind| kind.as_str().to_owned()));
    let every = owned.review_every.as_ref();
    who.claims.extend(claim("review_every", every, ToString::to_string));
}
