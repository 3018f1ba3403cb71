//! Features.

use serde::Serialize;

use super::LATELY;
use super::page::PageRow;
use super::timeline::Timeline;
use crate::diagnostics::Place;
use crate::org::{Docs, Feature, FeatureId};
use crate::ownership::{Agreement, Fact, FeatureOwnership, Handover, LastWord};
use crate::site::changes::{Changes, Row};
use crate::site::facts::written_at;
use crate::site::links::{Href, Link};
use crate::site::names::Names;

/// All features.
#[derive(Debug, Serialize)]
pub struct FeaturesView {
    features: Vec<FeatureRow>,
}

/// A feature in a table.
#[derive(Debug, Clone, Serialize)]
pub struct FeatureRow {
    name: String,
    href: Option<Href>,
    captain: Option<Link>,
    team: Option<Link>,
    product: String,
    decides_words: String,
    status: String,
    /// What else it is called, to be found by: its aliases, its label, its id.
    also: String,
}

/// One feature.
#[derive(Debug, Serialize)]
pub struct FeatureView {
    captain: Option<Link>,
    team: Option<Link>,
    product_manager: Option<Link>,
    decides: Option<Link>,
    decides_words: String,
    contact: Option<Link>,
    next_words: Option<String>,
    product: Option<String>,
    status: Option<String>,
    aliases: Vec<String>,
    label: Option<String>,
    code: Vec<String>,
    docs: Vec<Link>,
    pages: Vec<PageRow>,
    claims: Vec<ClaimRow>,
    timeline: Option<Timeline>,
    changes: Vec<Row>,
}

/// A fact and the line that says so.
#[derive(Debug, Serialize)]
struct ClaimRow {
    fact: String,
    value: String,
    at: String,
    href: Option<Href>,
}

impl FeaturesView {
    /// All features, by name.
    #[must_use]
    pub fn of(names: &Names<'_>) -> Self {
        Self { features: FeatureRow::list(names, names.handbook.org.features.keys()) }
    }
}

impl FeatureRow {
    /// The rows of those features, by name.
    #[must_use]
    pub fn list<'a>(names: &Names<'_>, ids: impl IntoIterator<Item = &'a FeatureId>) -> Vec<Self> {
        let mut rows: Vec<Self> = ids.into_iter().filter_map(|id| Self::of(names, id)).collect();
        rows.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.href.cmp(&b.href)));
        rows
    }

    fn of(names: &Names<'_>, id: &FeatureId) -> Option<Self> {
        let feature = names.handbook.org.features.get(id)?;
        let owned = names.handbook.ownership.features.get(id)?;
        let link = names.feature(id);
        Some(Self {
            name: link.name,
            href: link.href,
            captain: owned.captain.as_ref().map(|captain| names.person(&captain.value)),
            team: owned.team.as_ref().map(|team| names.team(&team.value)),
            product: feature.product.as_ref().map(|one| one.value.clone()).unwrap_or_default(),
            decides_words: match (owned.decides.role, &owned.decides.who) {
                (LastWord::Captain, _) => names.words.say("captain_small").to_owned(),
                (LastWord::ProductManager, _) => {
                    names.words.say("product_manager_small").to_owned()
                }
                (LastWord::Named, Some(person)) => names.person(person).name,
                (LastWord::Named, None) => String::new(),
            },
            status: feature.status.as_ref().map(|status| status.value.clone()).unwrap_or_default(),
            also: feature
                .aliases
                .iter()
                .chain(&feature.label)
                .map(|other| other.value.as_str())
                .chain([feature.id.as_str()])
                .collect::<Vec<_>>()
                .join(" "),
        })
    }
}

impl FeatureView {
    /// Everything about a feature.
    #[must_use]
    pub fn of(
        names: &Names<'_>,
        changes: &Changes<'_>,
        feature: &Feature,
        owned: &FeatureOwnership,
    ) -> Self {
        let text = |text: &Option<crate::metadata::Sited<String>>| {
            text.as_ref().map(|text| text.value.clone())
        };
        let pages: Vec<_> = names.documenting(feature).collect();
        Self {
            captain: owned.captain.as_ref().map(|captain| names.person(&captain.value)),
            team: owned.team.as_ref().map(|team| names.team(&team.value)),
            product_manager: owned
                .product_manager
                .as_ref()
                .map(|manager| names.person(&manager.value)),
            decides: owned.decides.who.as_ref().map(|person| names.person(person)),
            decides_words: names
                .words
                .say(match owned.decides.role {
                    LastWord::Captain => "decides_as_captain",
                    LastWord::ProductManager => "decides_as_product_manager",
                    LastWord::Named => "decides_as_named",
                })
                .to_owned(),
            contact: owned.contact.as_ref().map(|contact| names.contact(&contact.value)),
            next_words: owned.next.as_ref().map(|next| handover(names, &feature.id, next)),
            product: text(&feature.product),
            status: text(&feature.status),
            aliases: feature.aliases.iter().map(|alias| alias.value.clone()).collect(),
            label: text(&feature.label),
            code: code(feature),
            docs: docs(feature),
            pages: PageRow::list(names, pages.iter().copied()),
            claims: claims(names, feature, owned),
            timeline: Timeline::of_feature(names, &feature.id),
            changes: changes.touching(&pages.into_iter().collect(), LATELY),
        }
    }
}

/// A handover in a sentence: from when, what becomes whose, and whether that is agreed.
pub(super) fn handover(names: &Names<'_>, feature: &FeatureId, next: &Handover) -> String {
    let words = &names.words;
    let becomes = |key, name: String| words.fill(key, &[("name", &name)]);
    let captain = next.captain.as_ref().map(|id| becomes("next_captain", names.person(id).name));
    let team = next.team.as_ref().map(|id| becomes("next_team", names.team(id).name));
    let what = match (captain, team) {
        (Some(captain), Some(team)) => {
            words.fill("both", &[("first", &captain), ("second", &team)])
        }
        (one, other) => one.or(other).unwrap_or_default(),
    };
    let agreed = match (names.handbook.past.agreements.get(feature), next.accepted) {
        (Some(Agreement::Agreed(by)), _) => becomes("next_agreed", names.person(by).name),
        (Some(Agreement::MarkedByOthers), _) => words.say("next_marked_by_others").to_owned(),
        (_, true) => words.say("next_marked").to_owned(),
        (_, false) => words.say("next_announced").to_owned(),
    };
    let day = words.day(next.from).words;
    words.fill("next_from", &[("day", &day), ("what", &what), ("agreed", &agreed)])
}

/// The globs of its code, those of another repository behind its name; the name alone for all of it.
fn code(feature: &Feature) -> Vec<String> {
    feature
        .code
        .iter()
        .flat_map(|code| {
            let name = code.repository.as_ref().map(|repository| repository.value.to_string());
            let whole = name.clone().filter(|_| code.paths.is_empty());
            let of = name.map_or_else(String::new, |name| format!("{name}: "));
            let globs = code.paths.iter().map(move |path| format!("{of}{}", path.value.as_str()));
            globs.chain(whole)
        })
        .collect()
}

/// Documentation elsewhere; pages of the handbook have a list of their own.
fn docs(feature: &Feature) -> Vec<Link> {
    feature
        .docs
        .iter()
        .filter_map(|docs| match &docs.value {
            Docs::Web(address) => {
                Some(Link { name: address.to_string(), href: Href::elsewhere(address.as_str()) })
            }
            Docs::Pages(_) => None,
        })
        .collect()
}

fn claims(names: &Names<'_>, feature: &Feature, owned: &FeatureOwnership) -> Vec<ClaimRow> {
    let row = |fact: &str, value: String, place: &Place| ClaimRow {
        fact: names.words.say(fact).to_owned(),
        value,
        at: written_at(place),
        href: names.source(place),
    };
    fn why<T>(fact: &Option<Fact<T>>) -> Option<(&T, &Place)> {
        fact.as_ref().map(|fact| (&fact.value, &fact.why))
    }
    let mut rows = Vec::new();
    if let Some((captain, place)) = why(&owned.captain) {
        rows.push(row("captain", names.person(captain).name, place));
    }
    if let Some((team, place)) = why(&owned.team) {
        rows.push(row("team", names.team(team).name, place));
    }
    if let Some((manager, place)) = why(&owned.product_manager) {
        rows.push(row("product_manager", names.person(manager).name, place));
    }
    if let (Some(place), Some(person)) = (&owned.decides.why, &owned.decides.who) {
        rows.push(row("decides", names.person(person).name, place));
    }
    if let Some((contact, place)) = why(&owned.contact) {
        rows.push(row("contact", contact.to_string(), place));
    }
    if let Some(next) = &owned.next {
        rows.push(row("next", names.words.day(next.from).words, &next.why));
    }
    if rows.is_empty() {
        rows.push(row("name", feature.name.value.clone(), &feature.name.place));
    }
    rows
}
