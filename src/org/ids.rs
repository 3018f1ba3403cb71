//! What people, teams and features are called in files.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use toml::de::DeValue;

use crate::metadata::{FromValue, Refusal, Scalar, text_of};

/// What every id is read from.
pub(super) const ID: Scalar = Scalar::Form("^[a-z0-9-]+$");

/// Whether a text can be an id: `a` to `z`, digits and `-`.
fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The id that a text was probably meant to be: in small letters, with `-` for all the rest.
pub(super) fn suggested_id(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|character: char| !is_id(character.encode_utf8(&mut [0; 4])));
    let id = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    is_id(&id).then_some(id)
}

macro_rules! id {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Reads an id; nothing where it is not made of `a` to `z`, digits and `-`.
            #[must_use]
            pub fn new(text: &str) -> Option<Self> {
                is_id(text).then(|| Self(Arc::from(text)))
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl FromValue for $name {
            const SCALAR: Scalar = ID;

            fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
                let text = text_of(value)?;
                Self::new(text).ok_or_else(|| not_an_id(text))
            }
        }
    };
}

id! {
    /// A person: the name of the file in `org/people/`. People and teams share one namespace.
    PersonId
}

id! {
    /// A team: the name of the file in `org/teams/`. People and teams share one namespace.
    TeamId
}

id! {
    /// A feature: the name of the file in `org/features/`.
    FeatureId
}

id! {
    /// An id of the namespace that people and teams share, before it is known whose it is.
    HolderId
}

fn not_an_id(text: &str) -> Refusal {
    let refusal = Refusal::value(format!("is `{text}`, which cannot be an id"));
    refusal.with_help(match suggested_id(text) {
        Some(id) => format!("ids are of a to z, 0 to 9 and -: did you mean `{id}`?"),
        None => "ids are of a to z, 0 to 9 and -".to_owned(),
    })
}

/// Who holds something: a person or a team.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// One person.
    Person(PersonId),
    /// A team as a whole.
    Team(TeamId),
}

impl Holder {
    /// The id, which no other person or team has.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Person(id) => id.as_str(),
            Self::Team(id) => id.as_str(),
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
