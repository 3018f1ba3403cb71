//! The pages that nobody writes: features, teams, people, changes, gaps.
//!
//! Each is a page of one hidden section, with an explicit path, so that a site's own theme renders
//! all of them by its template for pages.

use std::sync::Arc;

use serde::Serialize;
use toml::{Table, Value};

use super::SiteError;
use super::body::Bodies;
use super::changes::Changes;
use super::facts::{self, Files};
use super::glance::Glance;
use super::links::Link;
use super::map::Map;
use super::matter::compose;
use super::names::Names;
use super::navigation::menu_path;
use super::redlines::Redlines;
use super::settings::{GLANCE, Theme, theme_of};
use super::tree::Tree;
use super::views::{
    ChangesView, FeatureView, FeaturesView, GapsView, MonthView, OrgView, PeopleView, PersonView,
    TeamView, TeamsView, month_path,
};
use crate::diagnostics::Source;
use crate::org::{Feature, Person, PersonId};
use crate::ownership::FeatureOwnership;
use crate::root::RepoPath;

/// The template of every generated page, which a site may override.
pub const TEMPLATE: &str = "handbook/generated.html";

/// The folder in the staged content that holds them. It shows in no address.
const FOLDER: &str = "content/_handbook";

/// Writes generated pages into a staged tree.
pub struct Generator<'a> {
    names: &'a Names<'a>,
    redlines: &'a Redlines,
    bodies: &'a Bodies,
    tree: &'a mut Tree,
    map: &'a mut Map,
    weight: i64,
}

/// What a generated page is called, and where it is.
struct Page<'t> {
    /// From the folder of all generated pages, without slashes at its ends; empty for their front page.
    below: &'t str,
    title: &'t str,
    description: &'t str,
    template: &'t str,
    /// The file of the entity that it tells of.
    of: Option<&'t Arc<Source>>,
    /// The list that it is an entry of.
    list: Option<&'t str>,
    /// The feed of what changed in what it tells of, from the folder of all feeds.
    feed: Option<String>,
}

/// The feed of everything.
const ALL: &str = "all";

/// Stages every generated page.
///
/// # Errors
/// [`SiteError::Body`] where a template fails.
pub fn stage(
    names: &Names<'_>,
    redlines: &Redlines,
    bodies: &Bodies,
    tree: &mut Tree,
    map: &mut Map,
) -> Result<(), SiteError> {
    let mut generator = Generator { names, redlines, bodies, tree, map, weight: 0 };
    generator.section()?;
    generator.all()
}

/// The lists: each word is the address below all that is generated, and the key of its title.
const FEATURES: &str = "features";
const TEAMS: &str = "teams";
const PEOPLE: &str = "people";
const CHANGES: &str = "changes";

impl Generator<'_> {
    /// The section that holds them: without one Zola would call them orphans and leave them out of
    /// its search index. It has no page of its own, but under a theme of the site's own, which may
    /// list it among the sections, it redirects to the front page of them all.
    fn section(&mut self) -> Result<(), SiteError> {
        let mut front = Table::new();
        front.insert("title".to_owned(), Value::String(self.names.words.say("org").to_owned()));
        front.insert("sort_by".to_owned(), Value::String("weight".to_owned()));
        front.insert("weight".to_owned(), Value::Integer(1_000_000));
        let to = self.names.generated("");
        front.insert("redirect_to".to_owned(), Value::String(to.as_str().to_owned()));
        front.insert("render".to_owned(), Value::Boolean(theme_of(self.names) == Theme::Theirs));
        let path = RepoPath::new(FOLDER)?.join("_index.md")?;
        self.map.generated(&path, None);
        self.tree.make(
            path,
            compose(&extra(front, facts::of_generated(None, None, &Files::default(), &[])), "")
                .text,
        )?;
        Ok(())
    }

    fn all(&mut self) -> Result<(), SiteError> {
        let names = self.names;
        let handbook = names.handbook;
        let changes = Changes::of(names, self.redlines);
        let gaps = handbook.gaps();
        let count = gaps.iter().map(|(_, gaps)| gaps.len()).sum();
        let page = |below, title, description, template| Page {
            below,
            title: names.words.say(title),
            description: names.words.say(description),
            template,
            of: None,
            list: None,
            feed: Some(ALL.to_owned()),
        };

        let org = OrgView::of(names, count);
        let months = changes.by_month();
        let glance = Glance::of(names, org.entries(), months.iter().flat_map(|(_, rows)| rows));
        self.tree.make(RepoPath::new(GLANCE)?, serde_json::to_vec(&glance)?)?;
        self.page(&page("", "org", "org_why", "org.html"), &org)?;
        let features = page(FEATURES, FEATURES, "features_why", "features.html");
        self.page(&features, &FeaturesView::of(names))?;
        self.page(&page(TEAMS, TEAMS, "teams_why", "teams.html"), &TeamsView::of(names))?;
        self.page(&page(PEOPLE, PEOPLE, "people_why", "people.html"), &PeopleView::of(names))?;
        self.page(&page("gaps", "gaps", "gaps_why", "gaps.html"), &GapsView::of(names, &gaps))?;

        for feature in handbook.org.features.values() {
            let Some(owned) = handbook.ownership.features.get(&feature.id) else { continue };
            let description = in_a_sentence(names, feature, owned);
            let entry = Page {
                below: &format!("features/{}", feature.id),
                title: &feature.name.value,
                description: &description,
                template: "feature.html",
                of: Some(&feature.place.source),
                list: Some(FEATURES),
                feed: Some(format!("features/{}", feature.id)),
            };
            self.page(&entry, &FeatureView::of(names, &changes, feature, owned))?;
        }
        for team in handbook.org.teams.values() {
            let mission = team.mission.as_ref().map(|mission| mission.value.as_str());
            let mission = mission.unwrap_or_else(|| names.words.say("team_without_mission"));
            let entry = Page {
                below: &format!("teams/{}", team.id),
                title: &team.name.value,
                description: mission,
                template: "team.html",
                of: Some(&team.place.source),
                list: Some(TEAMS),
                feed: Some(format!("teams/{}", team.id)),
            };
            self.page(&entry, &TeamView::of(names, &changes, self.redlines, team))?;
        }
        for person in handbook.org.people.values() {
            let description = craft_and_team(names, person);
            let entry = Page {
                below: &format!("people/{}", person.id),
                title: &person.name.value,
                description: &description,
                template: "person.html",
                of: Some(&person.place.source),
                list: Some(PEOPLE),
                feed: Some(format!("people/{}", person.id)),
            };
            self.page(&entry, &PersonView::of(names, &changes, person))?;
        }

        self.page(
            &page(CHANGES, CHANGES, "changes_why", "changes.html"),
            &ChangesView::of(names, self.redlines, &months, &changes.by_team()),
        )?;
        for (at, (month, _)) in months.iter().enumerate() {
            let title = names.words.fill("changes_in", &[("month", &names.words.month(*month))]);
            let entry = Page {
                below: &month_path(*month),
                title: &title,
                description: names.words.say("changes_why"),
                template: "month.html",
                of: None,
                list: Some(CHANGES),
                feed: Some(ALL.to_owned()),
            };
            self.page(&entry, &MonthView::of(names, &changes, self.redlines, &months, at))?;
        }
        for told in &self.redlines.all {
            let title =
                format!("{}, {} ({})", told.view.page.name, told.view.date_words, told.view.short);
            let entry = Page {
                below: &told.below,
                title: &title,
                description: names.words.say("change_why"),
                template: "change.html",
                of: None,
                list: Some(CHANGES),
                feed: Some(ALL.to_owned()),
            };
            self.page(&entry, &told.view)?;
        }
        Ok(())
    }

    fn page(&mut self, page: &Page<'_>, view: &impl Serialize) -> Result<(), SiteError> {
        let names = self.names;
        let mut trail = vec![Link {
            name: names.home_title(),
            href: Some(names.base.href(&crate::content::Address::home())),
        }];
        if !page.below.is_empty() {
            let name = names.words.say("org").to_owned();
            trail.push(Link { name, href: Some(names.href("")) });
        }
        if let Some(list) = page.list {
            let name = names.words.say(list).to_owned();
            trail.push(Link { name, href: Some(names.href(list)) });
        }
        let address = names.generated(page.below);
        let mut front = Table::new();
        let text = |text: &str| Value::String(text.to_owned());
        front.insert("title".to_owned(), text(page.title));
        front.insert("description".to_owned(), text(page.description));
        front.insert("path".to_owned(), text(address.as_str().trim_matches('/')));
        front.insert("template".to_owned(), text(TEMPLATE));
        self.weight += 1;
        front.insert("weight".to_owned(), Value::Integer(self.weight));
        let body = self.bodies.render(page.template, view)?;
        let menu = menu_path(&RepoPath::root())?.as_str().to_owned();
        let files = Files { menu, ..Files::default() };
        let feed = page.feed.as_ref().map(|feed| names.file(&format!("feeds/{feed}.xml")));
        let here = names.base.href(&address);
        let facts = facts::of_generated(Some(&here), feed.as_ref(), &files, &trail);
        let staged = compose(&extra(front, facts), &body);
        let name =
            if page.below.is_empty() { "org".to_owned() } else { page.below.replace('/', "_") };
        let path = RepoPath::new(FOLDER)?.join(&format!("{name}.md"))?;
        self.map.generated(&path, page.of);
        self.tree.make(path, staged.text)?;
        Ok(())
    }
}

/// A feature's page in a sentence: what it is part of, and who makes the final call.
fn in_a_sentence(names: &Names<'_>, feature: &Feature, owned: &FeatureOwnership) -> String {
    let captain = owned.captain.as_ref().map(|captain| &captain.value);
    let name = |person: &PersonId| names.person(person).name;
    let words = match (captain, &owned.decides.who) {
        (None, _) => names.words.say("feature_without_captain").to_owned(),
        (Some(captain), Some(who)) if who != captain => names
            .words
            .fill("feature_decided", &[("captain", &name(captain)), ("person", &name(who))]),
        (Some(captain), _) => names.words.fill("feature_captained", &[("captain", &name(captain))]),
    };
    match &feature.product {
        Some(product) => {
            let values = [("product", product.value.as_str()), ("sentence", words.as_str())];
            names.words.fill("feature_part_of", &values)
        }
        None => words,
    }
}

/// A person in a few words: `Chief executive · engineer · Engine`.
fn craft_and_team(names: &Names<'_>, person: &Person) -> String {
    let handbook = names.handbook;
    let title = person.title.as_ref().map(|title| title.value.clone());
    let craft = person.craft.as_ref().map(|craft| craft.value.as_str().replace('-', " "));
    let teams = handbook
        .org
        .teams_of(&person.id)
        .filter(|team| team.is_current_on(handbook.today))
        .map(|team| names.team(&team.id).name);
    let words: Vec<String> = title.into_iter().chain(craft).chain(teams).collect();
    if words.is_empty() { person.name.value.clone() } else { words.join(" · ") }
}

fn extra(mut front: Table, facts: Table) -> Table {
    let mut extra = Table::new();
    extra.insert("handbook".to_owned(), Value::Table(facts));
    front.insert("extra".to_owned(), Value::Table(extra));
    front
}
