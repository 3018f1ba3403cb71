//! Who owns a page.

use super::Asked;
use super::claims::claim;
use crate::api::{Above, Named, Since, Who};
use crate::content::Page;
use crate::handbook::{HandbookError, State};
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
        let State { content, folder_pages, .. } = self.state;
        let pages = PageChronicle::read(past, content, folder_pages)?;
        let held = pages.owned_since(file, until, self.org())?;
        let held = held.filter(|(_, then)| then.as_ref() == Some(owner));
        Ok(held.and_then(|(place, _)| {
            let commit = past.line.landings.get(place)?.commit;
            let date = past.day(place, &self.state.zone)?;
            Some(Since { date: date.to_string(), commit: Some(commit.to_string()) })
        }))
    }

    /// The pages of the folders above a page, the nearest first.
    fn folders_above(&self, file: &RepoPath) -> impl Iterator<Item = &Page> {
        let pages = self.state.pages.as_deref().unwrap_or_default();
        let folder_pages = &self.state.folder_pages;
        let above = self.page_of(file).map(|page| {
            let listings = folder_pages.listings(pages.iter().map(|page| &page.path));
            folder_pages.above(&page.path, &listings)
        });
        let page_at = |path: RepoPath| pages.iter().find(|page| page.path == path);
        above.unwrap_or_default().into_iter().filter_map(page_at)
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
