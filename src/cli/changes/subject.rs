//! What a word on the command line names.

use zola_handbook::handbook::Handbook;
use zola_handbook::metadata::did_you_mean;
use zola_handbook::org::{FeatureId, PersonId, TeamId};
use zola_handbook::root::RepoPath;

use crate::cli::Failure;

/// Something that changes are asked of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A feature.
    Feature(FeatureId),
    /// A team.
    Team(TeamId),
    /// A person.
    Person(PersonId),
    /// A page, by its file; the last one of a page that is gone.
    Page(RepoPath),
}

impl Asked {
    /// As it is asked for without doubt.
    pub fn written(&self) -> String {
        match self {
            Self::Feature(id) => format!("feature:{id}"),
            Self::Team(id) => format!("team:{id}"),
            Self::Person(id) => format!("person:{id}"),
            Self::Page(file) => format!("page:{file}"),
        }
    }
}

/// What a text names, the likeliest first: a feature, a team, a person, a page; `team:x` and the
/// like say which is meant.
///
/// # Errors
/// [`Failure::Usage`] where it names nothing, with what is like it.
pub fn find(handbook: &Handbook, text: &str) -> Result<Vec<Asked>, Failure> {
    let (only, name) = match text.split_once(':') {
        Some((kind @ ("feature" | "team" | "person" | "page"), name)) => (Some(kind), name),
        _ => (None, text),
    };
    let wanted = |kind| only.is_none_or(|only| only == kind);
    let same = |one: &str| one.eq_ignore_ascii_case(name);
    let org = &handbook.org;
    let mut found = Vec::new();
    if wanted("feature") {
        let named = org.features.values().filter(|one| {
            same(one.id.as_str())
                || same(&one.name.value)
                || one.aliases.iter().any(|alias| same(&alias.value))
        });
        found.extend(named.map(|one| Asked::Feature(one.id.clone())));
    }
    if wanted("team") {
        let named =
            org.teams.values().filter(|one| same(one.id.as_str()) || same(&one.name.value));
        found.extend(named.map(|one| Asked::Team(one.id.clone())));
    }
    if wanted("person") {
        let named =
            org.people.values().filter(|one| same(one.id.as_str()) || same(&one.name.value));
        found.extend(named.map(|one| Asked::Person(one.id.clone())));
    }
    if wanted("page") {
        found.extend(pages(handbook, name).into_iter().map(Asked::Page));
    }
    if found.is_empty() {
        let ids = org.holder_ids().chain(org.features.keys().map(FeatureId::as_str));
        let pages = handbook.pages.iter().map(|page| page.path.as_str());
        let offer = did_you_mean(name, ids.chain(pages)).unwrap_or_else(|| {
            "name a page by its file, or a team, feature or person by id or name".to_owned()
        });
        return Err(Failure::Usage(format!("nothing here is called `{name}`; {offer}")));
    }
    Ok(found)
}

/// Pages by file, by path from the content folder, with or without ending, by address or title.
fn pages(handbook: &Handbook, name: &str) -> Vec<RepoPath> {
    let stem = |path: &str| {
        path.rsplit_once('.').map_or_else(|| path.to_owned(), |(stem, _)| stem.to_owned())
    };
    let slim = name.trim_matches('/');
    let living = handbook.pages.iter().filter(|page| {
        let (file, path) = (page.file.as_str(), page.path.as_str());
        [file, path].contains(&slim)
            || [stem(file), stem(path)].iter().any(|one| one == slim)
            || page.address.as_str().trim_matches('/') == slim
            || page.title.eq_ignore_ascii_case(name)
    });
    let mut found: Vec<RepoPath> = living.map(|page| page.file.clone()).collect();
    let gone = handbook.history.removed.iter().filter_map(|log| Some(&log.changes.first()?.path));
    found.extend(gone.filter(|path| path.as_str() == slim || stem(path.as_str()) == slim).cloned());
    found.dedup();
    found
}
