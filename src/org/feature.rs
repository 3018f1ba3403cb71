//! `org/features/ID.toml`.

use globset::{GlobBuilder, GlobMatcher};
use toml::de::DeValue;

use super::{Contact, Decides, Docs, FeatureId, PersonId, TeamId};
use crate::diagnostics::Place;
use crate::metadata::{
    Date, FromValue, Key, Keys, Need, Refusal, Sited, Table, WebAddress, text_of,
};

/// A thing that the company ships, or a project that it runs.
#[derive(Debug, Clone)]
pub struct Feature {
    /// The name of the file.
    pub id: FeatureId,
    /// What it is called; the id where an old commit gives no name.
    pub name: Sited<String>,
    /// The maker who owns it and makes the final call on it.
    pub captain: Option<Sited<PersonId>>,
    /// The small team whose it is.
    pub team: Option<Sited<TeamId>>,
    /// The product that it belongs to.
    pub product: Option<Sited<String>>,
    /// Its own product manager, where that is not the team's.
    pub product_manager: Option<Sited<PersonId>>,
    /// Who has the last word, where that is said; else it is the captain.
    pub decides: Option<Sited<Decides>>,
    /// Other names that people ask for it by.
    pub aliases: Vec<Sited<String>>,
    /// What its issues are labelled with.
    pub label: Option<Sited<String>>,
    /// How to reach who answers for it, where that is not the team's contact.
    pub contact: Option<Sited<Contact>>,
    /// Where its code is.
    pub code: Vec<Code>,
    /// Where it is documented.
    pub docs: Vec<Sited<Docs>>,
    /// How far it is, in the company's own word.
    pub status: Option<Sited<String>>,
    /// A handover that is announced, or agreed.
    pub next: Option<Next>,
    /// Ids that it had before.
    pub formerly: Vec<Sited<FeatureId>>,
    /// The file.
    pub place: Place,
}

/// Code of a feature in one repository.
#[derive(Debug, Clone)]
pub struct Code {
    /// Which repository; nothing for this one.
    pub repository: Option<Sited<Repository>>,
    /// Which of its files.
    pub paths: Vec<Sited<CodeGlob>>,
}

/// Another repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repository {
    /// By its address.
    Web(WebAddress),
    /// By its name on this repository's forge: `company/app`.
    Name(String),
}

/// A glob over the paths of a repository's files; `*` stays within a folder, `**` does not.
#[derive(Debug, Clone)]
pub struct CodeGlob(GlobMatcher);

/// A handover of a feature.
#[derive(Debug, Clone)]
pub struct Next {
    /// Who will be its captain, where that changes.
    pub captain: Option<Sited<PersonId>>,
    /// Whose team it will be, where that changes.
    pub team: Option<Sited<TeamId>>,
    /// From the end of which day; nothing only where an old commit does not say.
    pub from: Option<Sited<Date>>,
    /// Whether those who take it over agreed; it is announced until they do.
    pub accepted: Option<Sited<bool>>,
    /// Where it is said.
    pub place: Place,
}

impl CodeGlob {
    /// The glob as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.glob().glob()
    }

    /// Whether it matches this path from the repository's root.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        self.0.is_match(path)
    }
}

impl PartialEq for CodeGlob {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl FromValue for CodeGlob {
    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        let from_root = text.strip_prefix('/').unwrap_or(text);
        match GlobBuilder::new(from_root).literal_separator(true).build() {
            Ok(glob) => Ok(Self(glob.compile_matcher())),
            Err(error) => Err(Refusal::value(format!("is not a pattern: {error}"))),
        }
    }
}

impl FromValue for Repository {
    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        if text.contains("://") {
            return WebAddress::from_value(value).map(Self::Web);
        }
        let is_name = text.split('/').all(|part| {
            !part.is_empty()
                && part.chars().all(|one| one.is_ascii_alphanumeric() || "-_.".contains(one))
        });
        if is_name {
            return Ok(Self::Name(text.to_owned()));
        }
        Err(Refusal::value(format!("is `{text}`, which is not a repository"))
            .with_help("write its address, or its name on the forge: \"company/app\""))
    }
}

/// The keys of a file in `org/features/`.
pub static FEATURE: Keys = Keys {
    of: "a feature",
    open: false,
    keys: &[
        Key {
            name: "name",
            wants: "a text",
            need: Need::Required,
            meaning: "What the feature is called",
            example: "\"Billing\"",
            rule: "",
        },
        Key {
            name: "captain",
            wants: "a person's id",
            need: Need::Expected,
            meaning: "The informed captain: the maker who owns the feature and makes the final call",
            example: "\"ada\"",
            rule: "One current person of a making craft, a member of the team",
        },
        Key {
            name: "team",
            wants: "a team's id",
            need: Need::Expected,
            meaning: "The small team whose feature it is",
            example: "\"replay\"",
            rule: "A current team",
        },
        Key {
            name: "product",
            wants: "a text",
            need: Need::Optional,
            meaning: "The product that the feature belongs to",
            example: "\"Analytics\"",
            rule: "",
        },
        Key {
            name: "product_manager",
            wants: "a person's id",
            need: Need::Optional,
            meaning: "The feature's product manager",
            example: "\"cleo\"",
            rule: "The team's where it is left out; never an approver because of the role",
        },
        Key {
            name: "decides",
            wants: "`captain`, `product-manager` or a person's id",
            need: Need::Optional,
            meaning: "Who has the last word on the feature",
            example: "\"product-manager\"",
            rule: "The captain where it is left out",
        },
        Key {
            name: "aliases",
            wants: "a text or a list of texts",
            need: Need::Optional,
            meaning: "Other names that people ask for the feature by",
            example: "[\"payments\", \"invoices\"]",
            rule: "No other feature has them",
        },
        Key {
            name: "label",
            wants: "a text",
            need: Need::Optional,
            meaning: "What the feature's issues are labelled with",
            example: "\"area/billing\"",
            rule: "",
        },
        Key {
            name: "contact",
            wants: "a text",
            need: Need::Optional,
            meaning: "How to reach who answers for the feature",
            example: "\"#billing\"",
            rule: "The team's where it is left out",
        },
        Key {
            name: "code",
            wants: "a list of globs, or of tables with `repo` and `paths`",
            need: Need::Optional,
            meaning: "Where the feature's code is",
            example: "[\"src/billing/**\", { repo = \"company/app\", paths = [\"billing/**\"] }]",
            rule: "A glob alone is of this repository",
        },
        Key {
            name: "docs",
            wants: "a page, an address, or a list of them",
            need: Need::Optional,
            meaning: "Where the feature is documented: pages from `content/`, or an address",
            example: "[\"guides/billing.md\"]",
            rule: "The captain speaks for these pages",
        },
        Key {
            name: "status",
            wants: "a text",
            need: Need::Optional,
            meaning: "How far the feature is, in the company's own word",
            example: "\"beta\"",
            rule: "",
        },
        Key {
            name: "next",
            wants: "a table with `captain` or `team`, and `from`",
            need: Need::Optional,
            meaning: "A handover that is announced, or agreed",
            example: "{ captain = \"bob\", from = 2027-01-01, accepted = true }",
            rule: "",
        },
        Key {
            name: "formerly",
            wants: "an id or a list of ids",
            need: Need::Optional,
            meaning: "Ids that the feature had before",
            example: "[\"payments\"]",
            rule: "No feature has them now",
        },
    ],
};

/// The keys of a table in a feature's `code`.
pub static CODE: Keys = Keys {
    of: "a table in a feature's `code`",
    open: false,
    keys: &[
        Key {
            name: "repo",
            wants: "a repository's name or address",
            need: Need::Required,
            meaning: "The repository",
            example: "\"company/app\"",
            rule: "",
        },
        Key {
            name: "paths",
            wants: "a glob or a list of globs",
            need: Need::Optional,
            meaning: "Which of its files",
            example: "[\"billing/**\"]",
            rule: "All of them where it is left out",
        },
    ],
};

/// The keys of a feature's `next`.
pub static NEXT: Keys = Keys {
    of: "a feature's `next`",
    open: false,
    keys: &[
        Key {
            name: "captain",
            wants: "a person's id",
            need: Need::Optional,
            meaning: "Who will be the captain",
            example: "\"bob\"",
            rule: "This, `team` or both",
        },
        Key {
            name: "team",
            wants: "a team's id",
            need: Need::Optional,
            meaning: "Whose team it will be",
            example: "\"growth\"",
            rule: "This, `captain` or both",
        },
        Key {
            name: "from",
            wants: "a date",
            need: Need::Required,
            meaning: "The day from whose end it holds",
            example: "2027-01-01",
            rule: "",
        },
        Key {
            name: "accepted",
            wants: "true or false",
            need: Need::Optional,
            meaning: "Whether those who take the feature over agreed",
            example: "true",
            rule: "`false` where it is left out: the handover is announced",
        },
    ],
};

impl Feature {
    pub(super) fn read(table: &Table<'_>, id: FeatureId) -> Self {
        let name = table.require("name");
        Self {
            name: name.unwrap_or_else(|| Sited::new(id.to_string(), table.place())),
            captain: table.get("captain"),
            team: table.get("team"),
            product: table.get("product"),
            product_manager: table.get("product_manager"),
            decides: table.get("decides"),
            aliases: table.one_or_many("aliases"),
            label: table.get("label"),
            contact: table.get("contact"),
            code: Code::read(table),
            docs: table.one_or_many("docs"),
            status: table.get("status"),
            next: table.table("next", &NEXT).and_then(|table| Next::read(&table)),
            formerly: table.one_or_many("formerly"),
            place: table.place(),
            id,
        }
    }
}

impl Code {
    fn read(feature: &Table<'_>) -> Vec<Self> {
        let (paths, tables) = feature.values_and_tables("code", &CODE);
        let here = Self { repository: None, paths };
        let elsewhere = tables.iter().filter_map(|table| {
            let repository = Some(table.require("repo")?);
            Some(Self { repository, paths: table.one_or_many("paths") })
        });
        let here = Some(here).filter(|code| !code.paths.is_empty());
        here.into_iter().chain(elsewhere).collect()
    }
}

impl Next {
    fn read(table: &Table<'_>) -> Option<Self> {
        let next = Self {
            captain: table.get("captain"),
            team: table.get("team"),
            from: table.require("from"),
            accepted: table.get("accepted"),
            place: table.place(),
        };
        if !table.has("captain") && !table.has("team") {
            table.problem(
                table.place(),
                "metadata/missing-key",
                "`next` says neither `captain` nor `team`".to_owned(),
                Some("write who takes the feature over, or take `next` out".to_owned()),
            );
        }
        (next.captain.is_some() || next.team.is_some()).then_some(next)
    }

    /// Whether those who take it over agreed.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        self.accepted.as_ref().is_some_and(|accepted| accepted.value)
    }

    /// Whether it holds at the end of that day, as far as the date goes.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.as_ref().is_some_and(|from| from.value <= day)
    }
}
