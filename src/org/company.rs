//! `org/company.toml`.

use jiff::tz::{TimeZone, TimeZoneDatabase};
use toml::de::DeValue;

use super::Contact;
use crate::diagnostics::Place;
use crate::metadata::{
    FromValue, Key, Keys, Need, Refusal, Scalar, Shape, Sited, Table, did_you_mean, text_of,
};

/// The company, or whoever the handbook is of.
#[derive(Debug, Clone, PartialEq)]
pub struct Company {
    /// What it is called.
    pub name: Sited<String>,
    /// What it is after.
    pub goals: Vec<Sited<String>>,
    /// Where to ask what nobody else is to be asked about.
    pub contact: Option<Sited<Contact>>,
    /// The zone in which its days begin and end.
    pub timezone: Option<Sited<Zone>>,
    /// The file.
    pub place: Place,
}

/// A time zone of the IANA database, as this program carries it: the same on every machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone of that name; nothing where there is none.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        TimeZoneDatabase::bundled().get(name).ok().map(Self)
    }

    /// The zone, for reckoning.
    #[must_use]
    pub fn time_zone(&self) -> &TimeZone {
        &self.0
    }

    /// Its name, as in `Europe/Berlin`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }
}

impl FromValue for Zone {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let name = text_of(value)?;
        Self::new(name).ok_or_else(|| {
            let known = TimeZoneDatabase::bundled();
            let names: Vec<_> = known.available().map(|name| name.as_str().to_owned()).collect();
            let offer = did_you_mean(name, names.iter().map(String::as_str));
            let help = "write a name of the IANA database, such as \"Europe/Berlin\" or \"UTC\"";
            Refusal::value(format!("is `{name}`, which is not a time zone"))
                .with_help(offer.unwrap_or_else(|| help.to_owned()))
        })
    }
}

/// The only schema that there is.
const SCHEMA: u32 = 1;

/// The number of a schema, this one or one to come.
struct Version(u32);

impl FromValue for Version {
    const SCALAR: Scalar = Scalar::Only(SCHEMA);

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        u32::from_value(value).map(Self)
    }
}

/// The keys of `org/company.toml`.
pub static COMPANY: Keys = Keys {
    of: "`org/company.toml`",
    open: false,
    keys: &[
        Key {
            name: "schema",
            wants: "the number 1",
            shape: Shape::One(Version::SCALAR),
            need: Need::Required,
            meaning: "The version of the language that `org/` is written in",
            example: "1",
            rule: "",
        },
        Key {
            name: "name",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Required,
            meaning: "What the company is called",
            example: "\"Example Ltd\"",
            rule: "",
        },
        Key {
            name: "goals",
            wants: "a text or a list of texts",
            shape: Shape::OneOrMany(Scalar::Text),
            need: Need::Optional,
            meaning: "What the company is after",
            example: "[\"Every page has an owner\"]",
            rule: "",
        },
        Key {
            name: "contact",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Optional,
            meaning: "Where to ask about pages whose owner has no contact, nor a team that has one",
            example: "\"#handbook\"",
            rule: "",
        },
        Key {
            name: "timezone",
            wants: "a time zone's name",
            shape: Shape::One(Scalar::Text),
            need: Need::Optional,
            meaning: "The zone in which the company's days begin and end",
            example: "\"Europe/Berlin\"",
            rule: "A name of the IANA database; `UTC` where it is left out",
        },
    ],
};

impl Company {
    pub(super) fn read(table: &Table<'_>) -> Self {
        if let Some(schema) = table.require::<Version>("schema")
            && schema.value.0 != SCHEMA
        {
            table.problem(
                schema.place,
                "org/schema",
                format!("`schema` is {}, and this program reads schema {SCHEMA}", schema.value.0),
                Some("a newer `handbook` may read it".to_owned()),
            );
        }
        Self {
            name: table.require("name").unwrap_or_else(|| Sited::new(String::new(), table.place())),
            goals: table.one_or_many("goals"),
            contact: table.get("contact"),
            timezone: table.get("timezone"),
            place: table.place(),
        }
    }
}
