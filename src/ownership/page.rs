//! Who owns a page.

use std::collections::BTreeMap;

use super::Fact;
use crate::content::{Claims, FolderPages, Page};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::metadata::{PageKind, ReviewInterval, Sited, did_you_mean};
use crate::org::{Holder, HolderId, Org};
use crate::root::RepoPath;

/// What holds for a page, each fact by itself.
#[derive(Debug, Clone, Default)]
pub struct PageOwnership {
    /// The team or person who owns it.
    pub owner: Option<Fact<Holder>>,
    /// Whether its words bind people.
    pub kind: Option<Fact<PageKind>>,
    /// How often it must be read again.
    pub review_every: Option<Fact<ReviewInterval>>,
}

/// Resolves every page: first its own front matter, then that of the page of its folder and of the
/// folders above, nearest first, then `ownership.toml`, in which the last match wins.
pub fn resolve(
    org: &Org,
    pages: &[Page],
    folder_pages: &FolderPages,
    told: &mut Diagnostics,
) -> BTreeMap<RepoPath, PageOwnership> {
    let listings = folder_pages.listings(pages.iter().map(|page| &page.path));
    let by_path: BTreeMap<&RepoPath, &Page> = pages.iter().map(|page| (&page.path, page)).collect();
    let mut unknown = Unknown { org, told };
    for page in pages {
        if let Some(owner) = &page.claims.owner {
            unknown.check(owner);
        }
    }
    let owned = |page: &Page| {
        let above = folder_pages.above(&page.path, &listings);
        let above = above.iter().filter_map(|path| by_path.get(path)).map(|page| &page.claims);
        let claims: Vec<&Claims> = std::iter::once(&page.claims).chain(above).collect();
        (page.file.clone(), of_claims(org, &page.path, &claims))
    };
    pages.iter().map(owned).collect()
}

/// What holds for a page by these claims, the page's own first, and by `ownership.toml` after them.
#[must_use]
pub fn of_claims(org: &Org, path: &RepoPath, claims: &[&Claims]) -> PageOwnership {
    let rules: Vec<_> = org
        .page_rules
        .iter()
        .rev()
        .filter(|rule| rule.pattern.value.matches(path.as_str()))
        .collect();
    let owners = claims
        .iter()
        .filter_map(|claims| claims.owner.clone())
        .map(|owner| owner.map(|id| org.holder(id.as_str())))
        .chain(rules.iter().filter_map(|rule| rule.owner.clone()).map(|owner| owner.map(Some)));
    let kinds = claims
        .iter()
        .filter_map(|claims| claims.kind.clone())
        .chain(rules.iter().filter_map(|rule| rule.kind.clone()));
    let reviews = claims
        .iter()
        .filter_map(|claims| claims.review_every.clone())
        .chain(rules.iter().filter_map(|rule| rule.review_every.clone()));
    PageOwnership {
        // A claim that names nobody is not passed over for a weaker one: the page would then have
        // an owner whom its author did not mean.
        owner: Fact::first(owners).and_then(|fact| {
            let known = |claim: Sited<Option<Holder>>| {
                claim.value.map(|holder| Sited::new(holder, claim.place))
            };
            let beats = fact.beats.into_iter().filter_map(known).collect();
            Some(Fact { value: fact.value?, why: fact.why, beats })
        }),
        kind: Fact::first(kinds),
        review_every: Fact::first(reviews),
    }
}

/// Tells of owners whom nobody knows.
struct Unknown<'a> {
    org: &'a Org,
    told: &'a mut Diagnostics,
}

impl Unknown<'_> {
    fn check(&mut self, owner: &Sited<HolderId>) {
        if self.org.holder(owner.value.as_str()).is_some() {
            return;
        }
        let help = did_you_mean(owner.value.as_str(), self.org.holder_ids()).unwrap_or_else(|| {
            "name a person or a team that has a file in org/people/ or org/teams/".to_owned()
        });
        self.told.push(
            Diagnostic::warning(
                "ownership/unknown-owner",
                format!(
                    "`{}` is neither a person nor a team, so this page has no owner",
                    owner.value
                ),
            )
            .at(owner.place.clone())
            .with_help(help),
        );
    }
}
