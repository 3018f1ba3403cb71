//! Tables of features and whose they are.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Column;
use super::mention::{self, Mention, is_nothing};
use super::roster::Who;
use super::{Reading, line_of};
use crate::content::{Cell, MarkdownTable, Page, Row, plain, tables};
use crate::handbook::Handbook;
use crate::links::Target;
use crate::metadata::WebAddress;
use crate::org::FeatureId;
use crate::ownership::codeowners::pattern_of;

/// A feature as a table has it.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) id: FeatureId,
    pub(super) name: String,
    pub(super) captain: Option<usize>,
    pub(super) team: Option<usize>,
    pub(super) manager: Option<usize>,
    pub(super) product: Option<String>,
    pub(super) contact: Option<String>,
    pub(super) status: Option<String>,
    pub(super) label: Option<String>,
    pub(super) docs: Vec<String>,
    /// The page of the table, by its place among the pages.
    pub(super) page: usize,
    /// The line that says so.
    pub(super) why: String,
}

/// A line of a table of features, before it is known who is who.
pub(super) struct FeatureRow<'t> {
    pub(super) name: &'t str,
    cell: &'t Cell,
    row: &'t Row,
    /// Whom the owner's column names.
    pub(super) owners: Vec<Mention>,
    teams: Vec<Mention>,
    managers: Vec<Mention>,
    columns: &'t Columns,
}

/// Where the columns of a table are.
pub(super) struct Columns(Vec<(Column, usize)>);

impl Columns {
    /// The columns of a table of features with their owners or teams; nothing for another table.
    pub(super) fn of_features(table: &MarkdownTable) -> Option<Self> {
        let mut columns = Self::of(table);
        let position = |columns: &Self, wanted| columns.0.iter().position(|(it, _)| *it == wanted);
        if position(&columns, Column::Feature).is_none() {
            let product = position(&columns, Column::Product)?;
            columns.0[product].0 = Column::Feature;
        }
        let owned = columns.at(Column::Owner).or(columns.at(Column::Team));
        owned.is_some().then_some(columns)
    }

    /// What each heading of a table says, the first of each kind.
    pub(super) fn of(table: &MarkdownTable) -> Self {
        let mut columns: Vec<(Column, usize)> = Vec::new();
        for (at, heading) in table.headings.iter().enumerate() {
            if let Some(column) = Column::of(&heading.text)
                && !columns.iter().any(|(known, _)| *known == column)
            {
                columns.push((column, at));
            }
        }
        Self(columns)
    }

    pub(super) fn at(&self, wanted: Column) -> Option<usize> {
        self.0.iter().find(|(column, _)| *column == wanted).map(|(_, at)| *at)
    }

    pub(super) fn cell<'r>(&self, wanted: Column, row: &'r Row) -> Option<&'r Cell> {
        row.cells.get(self.at(wanted)?)
    }

    /// The features of a table.
    pub(super) fn rows<'t>(&'t self, table: &'t MarkdownTable) -> Vec<FeatureRow<'t>> {
        let named = |column, row| self.cell(column, row).map(mention::of_cell).unwrap_or_default();
        let read = |row: &'t Row| {
            let cell = self.cell(Column::Feature, row)?;
            let name = cell.text.lines().next().unwrap_or_default().trim();
            let mut teams = named(Column::Team, row);
            teams.iter_mut().for_each(|team| team.team = true);
            let owners = named(Column::Owner, row);
            let managers = named(Column::ProductManager, row);
            (!is_nothing(name) && FeatureId::new(&plain::part(name)).is_some())
                .then_some(FeatureRow { name, cell, row, owners, teams, managers, columns: self })
        };
        table.rows.iter().filter_map(read).collect()
    }
}

impl FeatureRow<'_> {
    fn text(&self, column: Column) -> Option<String> {
        let text = self.columns.cell(column, self.row)?.text.lines().next()?.trim();
        (!is_nothing(text)).then(|| text.to_owned())
    }
}

impl Reading<'_> {
    /// Reads every table of features of the handbook. What two lines say of one feature is told.
    pub(super) fn features(&mut self) -> Vec<Draft> {
        let mut drafts: BTreeMap<FeatureId, Draft> = BTreeMap::new();
        let known = known(self.handbook);
        for (at, page) in self.handbook.pages.iter().enumerate() {
            for table in tables(page.markdown()) {
                let Some(columns) = Columns::of_features(&table) else { continue };
                for row in columns.rows(&table) {
                    let why = line_of(page, &row.row.span);
                    let Some(id) = FeatureId::new(&plain::part(row.name)) else { continue };
                    if known.contains(id.as_str()) {
                        continue;
                    }
                    if let Some(first) = drafts.get(&id) {
                        let name = row.name;
                        self.check(format!("{why} tells of {name} again: {} counts", first.why));
                        continue;
                    }
                    let draft = self.draft((at, page), id, &row, why);
                    drafts.insert(draft.id.clone(), draft);
                }
            }
        }
        drafts.into_values().collect()
    }

    fn draft(
        &mut self,
        (at, page): (usize, &Page),
        id: FeatureId,
        row: &FeatureRow<'_>,
        why: String,
    ) -> Draft {
        let roster = &mut self.roster;
        let holders: Vec<Who> = row.owners.iter().map(|one| roster.holder(one, &why)).collect();
        let captain = holders.iter().find_map(|who| who.person());
        let teams: Vec<Who> = row.teams.iter().map(|one| roster.team(one, &why)).collect();
        let team = teams.iter().chain(&holders).find_map(|who| who.team());
        let managers: Vec<Who> = row.managers.iter().map(|one| roster.person(one, &why)).collect();
        let manager = managers.iter().find_map(|who| who.person());
        if let Some(manager) = manager {
            roster.people[manager].craft = Some("product-manager");
        }
        let others =
            holders.iter().filter(|who| who.person().is_some_and(|one| Some(one) != captain));
        let others: Vec<&str> = others.map(|who| roster.name(*who)).collect();
        if let (Some(captain), false) = (captain, others.is_empty()) {
            let captain = roster.name(Who::Person(captain));
            let (name, others) = (row.name, others.join(", "));
            let told = format!(
                "{why} names several owners of {name}: {captain} became its captain, {others} did not"
            );
            self.check(told);
        }
        Draft {
            id,
            name: row.name.to_owned(),
            captain,
            team,
            manager,
            product: row.text(Column::Product),
            contact: row.text(Column::Contact),
            status: row.text(Column::Status),
            label: row.text(Column::Label),
            docs: docs(self.handbook, page, row.cell),
            page: at,
            why,
        }
    }
}

/// Ids and names of features that `org/` has.
fn known(handbook: &Handbook) -> BTreeSet<String> {
    let features = handbook.org.features.values();
    let names = features.flat_map(|feature| {
        let aliases = feature.aliases.iter().map(|alias| plain::part(&alias.value));
        let former = feature.formerly.iter().map(|former| former.value.to_string());
        [feature.id.to_string(), plain::part(&feature.name.value)]
            .into_iter()
            .chain(aliases)
            .chain(former)
    });
    names.collect()
}

/// Where the links in a feature's cell lead: to pages by their paths, and to other sites.
fn docs(handbook: &Handbook, page: &Page, cell: &Cell) -> Vec<String> {
    let mut docs = Vec::new();
    for (_, written) in &cell.links {
        let path = page_at(handbook, page, written).map(|page| pattern_of(&page.path));
        let web = || WebAddress::new(written).map(|address| address.to_string());
        docs.extend(path.or_else(web));
    }
    docs.dedup();
    docs
}

/// The page that a link of a page leads to.
pub(super) fn page_at<'h>(handbook: &'h Handbook, page: &Page, written: &str) -> Option<&'h Page> {
    if let Some(path) = written.strip_prefix("@/") {
        let path = path.split('#').next().unwrap_or_default();
        return handbook.pages.iter().find(|page| page.path.as_str() == path);
    }
    let links = handbook.links.pages.get(&page.file)?;
    let found = links.iter().find(|(link, _)| link.target == written)?;
    let Target::Page { address, .. } = found.1 else { return None };
    handbook.pages.iter().find(|page| page.address == *address)
}
