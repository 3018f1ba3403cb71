//! The edits that hand over what somebody holds.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Leaving, Orphan};
use crate::check::{Edit, Fix, Subject};
use crate::diagnostics::Place;
use crate::org::{FeatureId, Holder};
use crate::root::RepoPath;

/// An edit of a text in place: these bytes become that text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The file.
    pub path: RepoPath,
    /// Which bytes.
    pub span: Range<usize>,
    /// What comes there.
    pub text: String,
}

impl Leaving<'_> {
    /// The edits that hand everything over: of TOML files by their keys, of other texts in place.
    /// On a day to come, what has a date of its own is announced, and the rest waits for the day.
    #[must_use]
    pub fn edits(&self, orphans: &[Orphan]) -> (Vec<Fix>, Vec<Replacement>) {
        let mut fixes: BTreeMap<RepoPath, Vec<Edit>> = BTreeMap::new();
        let mut places: Vec<Replacement> = Vec::new();
        let mut edit = |path: &RepoPath, edit: Edit| {
            let edits = fixes.entry(path.clone()).or_default();
            if !edits.contains(&edit) {
                edits.push(edit);
            }
        };
        let later = self.on > self.today;
        let me = self.person.id.to_string();
        if self.person.left.as_ref().map(|left| left.value) != Some(self.on) {
            edit(self.person.place.path(), Edit::Day { key: "left", value: self.on });
        }
        for orphan in orphans {
            let path = orphan.place.path();
            let to = orphan.to.as_ref().map(|to| to.id().to_owned());
            match (&orphan.subject, orphan.role.as_str(), to) {
                (Subject::Feature(id), "captain", Some(captain)) => {
                    let path = self.org.feature(id).map_or(path, |feature| feature.place.path());
                    if later {
                        edit(path, Edit::Next { captain, from: self.on });
                    } else {
                        edit(path, Edit::Set { key: "captain", value: captain });
                        // The handover through which they became captain is over.
                        if orphan.place.path() == path && self.came_by_handover(id) {
                            edit(path, Edit::Remove { key: "next" });
                        }
                    }
                }
                (Subject::Feature(_), "next", _) => edit(path, Edit::Remove { key: "next" }),
                (Subject::Feature(_), "decides", Some(value)) if !later => {
                    edit(path, Edit::Set { key: "decides", value });
                }
                (Subject::Feature(_), "product-manager", _) if !later => {
                    edit(path, Edit::Remove { key: "product_manager" });
                }
                (Subject::Page(_), _, Some(owner)) if !later => {
                    let replacement = replacement(&orphan.place, &owner);
                    places.extend(replacement.filter(|one| !places.contains(one)));
                }
                (Subject::Team(_), "lead", Some(value)) if !later => {
                    edit(path, Edit::Set { key: "lead", value });
                }
                (Subject::Team(_), "member", _) if !later => {
                    edit(path, Edit::Take { key: "members", id: me.clone() });
                }
                (Subject::Team(_), role, _) if !later && role != "lead" => {
                    edit(path, Edit::Take { key: "supporting", id: me.clone() });
                }
                (Subject::Person(_), _, Some(value)) if !later => {
                    edit(path, Edit::Set { key: "reports_to", value });
                }
                _ => {}
            }
        }
        if !later {
            places.extend(self.other_claims(orphans));
            places.sort_by_key(|one| (one.path.clone(), one.span.start));
            places.dedup();
        }
        let fixes = fixes.into_iter().map(|(path, edits)| Fix { path, edits });
        (fixes.collect(), places)
    }

    /// Lines that give pages to the leaver and that others go before today: the leaver would own
    /// those pages again as soon as one of the others is taken out.
    fn other_claims(&self, orphans: &[Orphan]) -> Vec<Replacement> {
        let Some(owner) = self.page_owner() else { return Vec::new() };
        let me = Holder::Person(self.person.id.clone());
        let rules = self.org.page_rules.iter().filter_map(|rule| rule.owner.as_ref());
        let rules = rules.filter(|owner| owner.value == me).map(|owner| &owner.place);
        let own = self.pages.iter().filter_map(|page| page.claims.owner.as_ref());
        let own = own.filter(|owner| owner.value.as_str() == me.id()).map(|owner| &owner.place);
        let told = |place: &&Place| !orphans.iter().any(|orphan| orphan.place == **place);
        rules.chain(own).filter(told).filter_map(|place| replacement(place, owner.id())).collect()
    }

    fn came_by_handover(&self, feature: &FeatureId) -> bool {
        let next = self.org.feature(feature).and_then(|feature| feature.next.as_ref());
        next.is_some_and(|next| {
            next.holds_on(self.today)
                && next.captain.as_ref().is_some_and(|one| one.value == self.person.id)
        })
    }
}

/// The value at a place, with other words in the same quotes.
fn replacement(place: &Place, words: &str) -> Option<Replacement> {
    let span = place.span.clone()?;
    let old = place.source.text.get(span.clone())?;
    let quote = old.chars().next().filter(|one| matches!(one, '"' | '\''));
    let text = match quote {
        Some(quote) => format!("{quote}{words}{quote}"),
        None => words.to_owned(),
    };
    Some(Replacement { path: place.path().clone(), span, text })
}
