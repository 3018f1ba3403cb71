//! What the handbook's own config file says: Zola's settings as far as we need them, and ours in
//! `[extra.handbook]`.
//!
//! Zola's part is read leniently, since it is Zola's to judge; ours strictly, with every unknown
//! key and wrong value told at once. No config file at all means the defaults.

mod check;
mod keys;
mod pin;
mod reference;
mod subject;
mod values;
mod version;
mod zola;

pub use check::{CHECK, Level};
pub use keys::{CLASSES, CRAFTS, HANDBOOK, REDIRECTS, REVIEW_EVERY};
pub use pin::{SHA256, Sha256Digest, Target, ZOLA, ZolaPin};
pub use reference::config_reference;
pub use subject::SubjectPattern;
pub use values::{Address, EditUrl, EmbedHost, NamePattern, RedirectTarget, Redlines};
pub use version::Version;
pub use zola::{Slugifying, ZolaSettings};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Diagnostics, Source};
use crate::metadata::{
    CommitPrefix, Craft, Document, PageKind, PagePattern, ReviewInterval, Sited, Strictness, Table,
    WebAddress,
};
use crate::root::RepoPath;

/// Whether a `config.toml` is another program's: Hugo's, say. Zola's has a `base_url`, and ours
/// `[extra.handbook]`.
#[must_use]
pub fn is_foreign(name: &str, text: &str) -> bool {
    let Ok(table) = text.parse::<toml::Table>() else { return false };
    let ours = table.get("extra").and_then(|extra| extra.get("handbook")).is_some();
    name == "config.toml" && !table.contains_key("base_url") && !ours
}

/// Settings of a handbook. [`Config::default`] is that of one without a config file.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The file that was read; nothing where there is none.
    pub file: Option<RepoPath>,
    /// Whether the file has `[extra.handbook]`, by which a folder is known as a handbook.
    pub is_handbook: bool,
    /// What we need of Zola's own settings.
    pub zola: ZolaSettings,
    /// Where generated pages are: `/org/`.
    pub at: Address,
    /// Crafts whose people can be captains.
    pub makers: Vec<Craft>,
    /// How often pages of each kind are looked at, where nothing nearer says so.
    pub review_every: BTreeMap<PageKind, Sited<ReviewInterval>>,
    /// A commit that touches this many pages or more is a bulk commit.
    pub bulk: u32,
    /// The repository's address on its forge, where that is not to be read from git's remote.
    pub repository: Option<WebAddress>,
    /// Where a page is edited, where that is not to be derived from the repository's address.
    pub edit_url: Option<EditUrl>,
    /// The branch to which links to the forge lead, where that is not the one that is checked out.
    pub branch: Option<String>,
    /// How much of removed words redlines show.
    pub redlines: Redlines,
    /// What the company says of changes by their commits' subjects.
    pub classes: ClassPatterns,
    /// How far back changes have pages of their own; a year where it is left out.
    pub change_pages: Option<ReviewInterval>,
    /// Commits whose texts are shown nowhere.
    pub redact: Vec<Sited<CommitPrefix>>,
    /// Pages that leak nowhere.
    pub private: Vec<Sited<PagePattern>>,
    /// Hosts whose frames and images pages may show.
    pub embeds: Vec<EmbedHost>,
    /// Whether warnings are errors.
    pub strict: bool,
    /// The roles that a team's `supporting` may name; nothing where any will do.
    pub roles: Option<Vec<Craft>>,
    /// Names of authors who are machines, besides those that are known.
    pub bots: Vec<NamePattern>,
    /// How much each rule of `check` weighs, by its name, where that is said.
    pub check: Vec<(Sited<String>, Level)>,
    /// Addresses at which there is no page, each with where it leads.
    pub redirects: BTreeMap<String, Sited<RedirectTarget>>,
    /// The Zola that is fetched where there is none, where that is said.
    pub zola_pin: Option<ZolaPin>,
}

/// What commits' subjects say about the class of their changes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClassPatterns {
    /// Changes of meaning, however little of the words they touch.
    pub substantive: Vec<SubjectPattern>,
    /// Changes of wording only.
    pub editorial: Vec<SubjectPattern>,
}

/// The making crafts where config names none.
const MAKERS: [&str; 6] = ["engineer", "designer", "data", "researcher", "writer", "security"];

/// How many pages make a commit a bulk commit where config does not say.
const BULK: u32 = 30;

impl Default for Config {
    fn default() -> Self {
        Self {
            file: None,
            is_handbook: false,
            zola: ZolaSettings::default(),
            at: Address::default(),
            makers: MAKERS.iter().filter_map(|craft| Craft::new(craft)).collect(),
            review_every: BTreeMap::new(),
            bulk: BULK,
            repository: None,
            edit_url: None,
            branch: None,
            redlines: Redlines::default(),
            classes: ClassPatterns::default(),
            change_pages: None,
            redact: Vec::new(),
            private: Vec::new(),
            embeds: Vec::new(),
            strict: false,
            roles: None,
            bots: Vec::new(),
            check: Vec::new(),
            redirects: BTreeMap::new(),
            zola_pin: None,
        }
    }
}

/// What is told of a table of `[extra]` whose name is `handbook` but for a letter or two. The table is
/// the site's own, so that this is no more than a question.
fn misspelling(name: Sited<String>) -> Option<Diagnostic> {
    let is_near = (1..=2).contains(&strsim::osa_distance(&name.value, "handbook"));
    is_near.then(|| {
        let message = format!("nothing of `[extra.{}]` is read by the handbook", name.value);
        Diagnostic::warning("metadata/unknown-key", message)
            .at(name.place)
            .with_help("did you mean `[extra.handbook]`?")
    })
}

impl Config {
    /// Whether `redact` names a commit, by its whole id.
    #[must_use]
    pub fn redacts(&self, commit: &str) -> bool {
        self.redact.iter().any(|prefix| prefix.value.names(commit))
    }

    /// Reads a config file and tells everything that is wrong with our part of it.
    #[must_use]
    pub fn parse(source: &Arc<Source>) -> (Self, Diagnostics) {
        let mut config = Self { file: Some(source.path.clone()), ..Self::default() };
        // Of Zola's part nothing is reported: it will judge that itself.
        let for_zola = Document::of_file(source, Strictness::Past);
        config.zola = ZolaSettings::read(&for_zola.root(&zola::ZOLA));
        let document = Document::of_file(source, Strictness::Today);
        let extra = document.root(&zola::ZOLA).table("extra", &zola::EXTRA);
        let ours = extra.as_ref().and_then(|extra| extra.table("handbook", &HANDBOOK));
        let mut misspelt = None;
        if let Some(ours) = ours {
            config.is_handbook = true;
            config.read(&ours);
        } else {
            misspelt = extra.iter().flat_map(Table::names).find_map(misspelling);
        }
        let mut problems = document.into_problems().limited();
        problems.extend(misspelt);
        (config, problems)
    }

    fn read(&mut self, ours: &Table<'_>) {
        let value_of = |sited: Sited<_>| sited.value;
        if let Some(at) = ours.get("at") {
            self.at = at.value;
        }
        if let Some(crafts) = ours.table("crafts", &CRAFTS)
            && crafts.has("makers")
        {
            self.makers = values(crafts.list("makers"));
        }
        if let Some(table) = ours.table("review_every", &REVIEW_EVERY) {
            let kinds = PageKind::ALL.iter();
            self.review_every =
                kinds.filter_map(|kind| Some((*kind, table.get(kind.as_str())?))).collect();
        }
        if let Some(bulk) = ours.get::<u32>("bulk") {
            if bulk.value == 0 {
                ours.problem(
                    bulk.place,
                    "metadata/wrong-value",
                    "`bulk` is 0, so that every commit would be a bulk commit".to_owned(),
                    Some("write how many pages make one, for example 30".to_owned()),
                );
            } else {
                self.bulk = bulk.value;
            }
        }
        self.repository = ours.get("repository").map(|sited| sited.value);
        self.edit_url = ours.get("edit_url").map(|sited| sited.value);
        self.branch = ours.get("branch").map(value_of);
        self.redlines = ours.get("redlines").map(|sited| sited.value).unwrap_or_default();
        if let Some(table) = ours.table("classes", &CLASSES) {
            self.classes = ClassPatterns {
                substantive: values(table.one_or_many("substantive")),
                editorial: values(table.one_or_many("editorial")),
            };
        }
        self.change_pages = ours.get("change_pages").map(value_of_interval);
        self.redact = ours.one_or_many("redact");
        self.private = ours.one_or_many("private");
        self.embeds = values(ours.one_or_many("embeds"));
        self.strict = ours.get("strict").is_some_and(|strict| strict.value);
        self.roles = ours.has("roles").then(|| values(ours.list("roles")));
        self.bots = values(ours.one_or_many("bots"));
        self.check =
            ours.table("check", &CHECK).map(|table| check::read(&table)).unwrap_or_default();
        if let Some(table) = ours.table("redirects", &REDIRECTS) {
            self.read_redirects(&table);
        }
        self.zola_pin = pin::read(ours);
    }

    fn read_redirects(&mut self, table: &Table<'_>) {
        for (from, to) in table.chosen(keys::ANY_ADDRESS) {
            if from.value.starts_with('/') {
                self.redirects.insert(from.value, to);
            } else {
                table.problem(
                    from.place,
                    "metadata/wrong-value",
                    format!("`{}` is no address from the site's root", from.value),
                    Some(format!("write \"/{}\"", from.value)),
                );
            }
        }
    }

    /// Whether people of this craft can be captains.
    #[must_use]
    pub fn is_maker(&self, craft: &Craft) -> bool {
        self.makers.contains(craft)
    }
}

fn value_of_interval(sited: Sited<ReviewInterval>) -> ReviewInterval {
    sited.value
}

fn values<T>(sited: Vec<Sited<T>>) -> Vec<T> {
    sited.into_iter().map(|one| one.value).collect()
}
