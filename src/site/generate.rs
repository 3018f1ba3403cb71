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
use super::facts;
use super::links::Link;
use super::map::Map;
use super::matter::compose;
use super::names::Names;
use super::settings::{Theme, theme_of};
use super::tree::Tree;
use super::views::{
    ChangesView, FeatureView, FeaturesView, GapsView, MonthView, OrgView, PeopleView, PersonView,
    TeamView, TeamsView, month_name, month_path,
};
use crate::diagnostics::Source;
use crate::root::RepoPath;

/// The template of every generated page, which a site may override.
pub const TEMPLATE: &str = "handbook/generated.html";

/// The folder in the staged content that holds them. It shows in no address.
const FOLDER: &str = "content/_handbook";

/// Writes generated pages into a staged tree.
pub struct Generator<'a> {
    names: &'a Names<'a>,
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
}

/// Stages every generated page.
///
/// # Errors
/// [`SiteError::Body`] where a template fails.
pub fn stage(
    names: &Names<'_>,
    bodies: &Bodies,
    tree: &mut Tree,
    map: &mut Map,
) -> Result<(), SiteError> {
    let mut generator = Generator { names, bodies, tree, map, weight: 0 };
    generator.section()?;
    generator.all()
}

const FEATURES: &str = "Features";
const TEAMS: &str = "Teams";
const PEOPLE: &str = "People";
const CHANGES: &str = "Changes";

impl Generator<'_> {
    /// The section that holds them: without one Zola would call them orphans and leave them out of
    /// its search index. It has no page of its own, but under a theme of the site's own, which may
    /// list it among the sections, it redirects to the front page of them all.
    fn section(&mut self) -> Result<(), SiteError> {
        let mut front = Table::new();
        front.insert("title".to_owned(), Value::String("Organisation".to_owned()));
        front.insert("sort_by".to_owned(), Value::String("weight".to_owned()));
        front.insert("weight".to_owned(), Value::Integer(1_000_000));
        let to = self.names.generated("");
        front.insert("redirect_to".to_owned(), Value::String(to.as_str().to_owned()));
        front.insert("render".to_owned(), Value::Boolean(theme_of(self.names) == Theme::Theirs));
        let path = RepoPath::new(FOLDER)?.join("_index.md")?;
        self.map.generated(&path, None);
        self.tree.make(path, compose(&extra(front, facts::of_generated(&[])), "").text);
        Ok(())
    }

    fn all(&mut self) -> Result<(), SiteError> {
        let names = self.names;
        let handbook = names.handbook;
        let changes = Changes::of(names);
        let gaps = handbook.gaps();
        let count = gaps.iter().map(|(_, gaps)| gaps.len()).sum();
        let page = |below, title, description, template| Page {
            below,
            title,
            description,
            template,
            of: None,
            list: None,
        };

        let title = "Who decides";
        self.page(
            &page("", title, "Features, teams, people, changes and gaps.", "org.html"),
            &OrgView::of(names, count),
        )?;
        let words = "Every feature, its informed captain and its small team.";
        self.page(&page("features", FEATURES, words, "features.html"), &FeaturesView::of(names))?;
        let words = "Every small team, what it is for and who is on it.";
        self.page(&page("teams", TEAMS, words, "teams.html"), &TeamsView::of(names))?;
        let words = "Everybody, what they practise and what they hold.";
        self.page(&page("people", PEOPLE, words, "people.html"), &PeopleView::of(names))?;
        let words = "What is needed and nobody holds.";
        self.page(&page("gaps", "Gaps", words, "gaps.html"), &GapsView::of(names, &gaps))?;

        for feature in handbook.org.features.values() {
            let Some(owned) = handbook.ownership.features.get(&feature.id) else { continue };
            let captain = owned.captain.as_ref().map(|captain| names.person(&captain.value).name);
            let description = match captain {
                Some(captain) => format!("{}: informed captain {captain}.", feature.name.value),
                None => format!("{}: nobody is its captain yet.", feature.name.value),
            };
            let entry = Page {
                below: &format!("features/{}", feature.id),
                title: &feature.name.value,
                description: &description,
                template: "feature.html",
                of: Some(&feature.place.source),
                list: Some(FEATURES),
            };
            self.page(&entry, &FeatureView::of(names, &changes, feature, owned))?;
        }
        for team in handbook.org.teams.values() {
            let mission =
                team.mission.as_ref().map_or("A small team.", |mission| mission.value.as_str());
            let entry = Page {
                below: &format!("teams/{}", team.id),
                title: &team.name.value,
                description: mission,
                template: "team.html",
                of: Some(&team.place.source),
                list: Some(TEAMS),
            };
            self.page(&entry, &TeamView::of(names, &changes, team))?;
        }
        for person in handbook.org.people.values() {
            let description = format!("What {} practises and holds.", person.name.value);
            let entry = Page {
                below: &format!("people/{}", person.id),
                title: &person.name.value,
                description: &description,
                template: "person.html",
                of: Some(&person.place.source),
                list: Some(PEOPLE),
            };
            self.page(&entry, &PersonView::of(names, &changes, person))?;
        }

        let months = changes.by_month();
        let words = "What changed in this handbook, by month.";
        self.page(
            &page("changes", CHANGES, words, "changes.html"),
            &ChangesView::of(names, &months),
        )?;
        for (at, (month, _)) in months.iter().enumerate() {
            let title = format!("Changes in {}", month_name(*month));
            let entry = Page {
                below: &month_path(*month),
                title: &title,
                description: "What changed in this handbook, and who changed it.",
                template: "month.html",
                of: None,
                list: Some(CHANGES),
            };
            self.page(&entry, &MonthView::of(names, &months, at))?;
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
            trail.push(Link { name: "Who decides".to_owned(), href: Some(names.href("")) });
        }
        if let Some(list) = page.list {
            trail
                .push(Link { name: list.to_owned(), href: Some(names.href(&list.to_lowercase())) });
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
        let staged = compose(&extra(front, facts::of_generated(&trail)), &body);
        let name =
            if page.below.is_empty() { "org".to_owned() } else { page.below.replace('/', "_") };
        let path = RepoPath::new(FOLDER)?.join(&format!("{name}.md"))?;
        self.map.generated(&path, page.of);
        self.tree.make(path, staged.text);
        Ok(())
    }
}

fn extra(mut front: Table, facts: Table) -> Table {
    let mut extra = Table::new();
    extra.insert("handbook".to_owned(), Value::Table(facts));
    front.insert("extra".to_owned(), Value::Table(extra));
    front
}
