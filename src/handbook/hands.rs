//! What is held by somebody else, and which pages bind or bind no more, between two states of a handbook.

use std::collections::{BTreeMap, BTreeSet};

use super::Handbook;
use crate::check::Subject;
use crate::content::Page;
use crate::metadata::PageKind;
use crate::org::{Former, Holder};
use crate::root::RepoPath;

/// What changed hands, and what changed its kind; each in order, and nothing that is the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hands {
    /// What has another owner, captain or team.
    pub owners: Vec<Handed>,
    /// Pages that are of another kind, so that they bind, or bind no more.
    pub kinds: Vec<Rekinded>,
}

/// Something that is held by somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// What: a page, or a feature.
    pub subject: Subject,
    /// What it is called: the title of the page, or the name of the feature.
    pub what: String,
    /// As what it is held: `owner`, `captain`, `team`.
    pub role: &'static str,
    /// By whom it was held; nothing for nobody.
    pub before: Option<By>,
    /// By whom it is held; nothing for nobody.
    pub after: Option<By>,
}

/// Who holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Who, by the id that they have after.
    pub holder: Holder,
    /// What they were called when they held it.
    pub name: String,
}

impl Handed {
    /// What both are called, with their ids where both are called alike.
    #[must_use]
    pub fn names(&self) -> (Option<String>, Option<String>) {
        let both = self.before.as_ref().zip(self.after.as_ref());
        let alike = both.is_some_and(|(before, after)| before.name == after.name);
        let name =
            |by: &By| if alike { format!("{} ({})", by.name, by.holder) } else { by.name.clone() };
        (self.before.as_ref().map(name), self.after.as_ref().map(name))
    }
}

/// A page of another kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rekinded {
    /// Its file, from the repository's root.
    pub file: RepoPath,
    /// Its title.
    pub title: String,
    /// What it was; nothing where nothing said so.
    pub before: Option<PageKind>,
    /// What it is; nothing where nothing says so.
    pub after: Option<PageKind>,
    /// What its owner was called before; nothing for nobody.
    pub owner: Option<String>,
    /// Who owned it before, and who owns it after.
    pub holders: BTreeSet<Holder>,
    /// Whether the page says of its own kind what it said before, so that a folder's page or a rule
    /// made it another one.
    pub by_rule: bool,
}

impl Rekinded {
    /// What it was and what it is, in words.
    #[must_use]
    pub fn kinds(&self) -> (&'static str, &'static str) {
        let word = |kind: Option<PageKind>| kind.map_or("no kind", PageKind::as_str);
        (word(self.before), word(self.after))
    }
}

/// As what a page is held.
const OWNER: &str = "owner";

/// What is held and as what: what it is called, and by whom it is held.
type Holdings = BTreeMap<(Subject, &'static str), (String, Option<By>)>;

impl Hands {
    /// Compares two states of a handbook. `name_before` says what the page of a file of the state after
    /// was called before; nothing for one that is not to be compared, since it is new.
    #[must_use]
    pub fn between(
        before: &Handbook,
        after: &Handbook,
        name_before: &dyn Fn(&RepoPath) -> Option<RepoPath>,
    ) -> Self {
        let former = Former::of(&after.org);
        let subject_before = |subject: &Subject| match subject {
            Subject::Page(file) => name_before(file).map(Subject::Page),
            other => Some(other.clone()),
        };
        let (was, is) = (holdings(before, &former), holdings(after, &former));
        let owners = is.iter().filter_map(|((subject, role), (what, now))| {
            // What is new has no owner who loses it, and shows as a gap where it has none at all.
            let (_, then) = was.get(&(subject_before(subject)?, *role))?;
            let holder = |by: &Option<By>| by.as_ref().map(|by| by.holder.clone());
            (holder(then) != holder(now)).then(|| Handed {
                subject: subject.clone(),
                what: what.clone(),
                role,
                before: then.clone(),
                after: now.clone(),
            })
        });
        let then: BTreeMap<_, _> =
            kinds(before).map(|(page, kind)| (&page.file, (page, kind))).collect();
        let rekinded = kinds(after).filter_map(|(page, after)| {
            let name_before = name_before(&page.file)?;
            let (page_then, before) = *then.get(&name_before)?;
            let (file, title) = (page.file.clone(), page.title.clone());
            let (_, owner) = was.get(&(Subject::Page(name_before), OWNER))?;
            let owner_now = is.get(&(Subject::Page(file.clone()), OWNER));
            let owner_now = owner_now.and_then(|(_, owner)| owner.as_ref());
            let holders = owner.iter().chain(owner_now).map(|by| by.holder.clone()).collect();
            let owner = owner.as_ref().map(|owner| owner.name.clone());
            let own = |page: &Page| page.claims.kind.as_ref().map(|kind| kind.value);
            let by_rule = own(page_then) == own(page);
            let told = Rekinded { file, title, before, after, owner, holders, by_rule };
            (before != after).then_some(told)
        });
        Self { owners: owners.collect(), kinds: rekinded.collect() }
    }
}

/// Who holds what in a handbook, by the ids that people, teams and features have after the branch.
fn holdings(handbook: &Handbook, former: &Former) -> Holdings {
    let org = &handbook.org;
    let by = |holder: Holder| {
        let name = org.holder_name(&holder).to_owned();
        By { holder: former.holder(holder), name }
    };
    let mut all = Holdings::new();
    for page in &handbook.pages {
        let owned = handbook.ownership.pages.get(&page.file);
        let owner = owned.and_then(|owned| owned.owner.as_ref());
        let owner = owner.map(|owner| by(owner.value.clone()));
        all.insert((Subject::Page(page.file.clone()), OWNER), (page.title.clone(), owner));
    }
    for feature in org.features.values() {
        let Some(owned) = handbook.ownership.features.get(&feature.id) else { continue };
        let captain = owned.captain.as_ref().map(|one| Holder::Person(one.value.clone()));
        let team = owned.team.as_ref().map(|one| Holder::Team(one.value.clone()));
        for (role, holder) in [("captain", captain), ("team", team)] {
            let key = (Subject::Feature(former.feature(feature.id.clone())), role);
            all.insert(key, (feature.name.value.clone(), holder.map(by)));
        }
    }
    all
}

/// The pages of a handbook, and what kind each is.
fn kinds(handbook: &Handbook) -> impl Iterator<Item = (&Page, Option<PageKind>)> {
    handbook.pages.iter().map(|page| {
        let owned = handbook.ownership.pages.get(&page.file);
        (page, owned.and_then(|owned| owned.kind.as_ref()).map(|kind| kind.value))
    })
}
