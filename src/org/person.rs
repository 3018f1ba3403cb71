//! `org/people/ID.toml`.

use super::accounts::{ACCOUNTS, Accounts};
use super::ids::ID;
use super::{Contact, PersonId, ProductManagerKind, Share, SigningKey};
use crate::diagnostics::Place;
use crate::email::Email;
use crate::metadata::{Craft, Date, FromValue, Key, Keys, Need, Scalar, Shape, Sited, Table};

/// Somebody who works, or worked, for the company.
#[derive(Debug, Clone)]
pub struct Person {
    /// The name of the file.
    pub id: PersonId,
    /// What they are called; the id where an old commit gives no name.
    pub name: Sited<String>,
    /// What they practise.
    pub craft: Option<Sited<Craft>>,
    /// What their card says.
    pub title: Option<Sited<String>>,
    /// Which of the five kinds of product manager, for those who are one.
    pub kind: Option<Sited<ProductManagerKind>>,
    /// Their manager.
    pub reports_to: Option<Sited<PersonId>>,
    /// The share of their time that managing takes.
    pub management: Option<Sited<Share>>,
    /// Where to ask them, where that is not their team's.
    pub contact: Option<Sited<Contact>>,
    /// Addresses that recognise their commits; published nowhere.
    pub emails: Vec<Sited<Email>>,
    /// Keys whose signatures prove that a commit is theirs; published nowhere.
    pub signing_keys: Vec<Sited<SigningKey>>,
    /// Their accounts on forges.
    pub accounts: Accounts,
    /// Their first day.
    pub started: Option<Sited<Date>>,
    /// The day on which they left: at its end they are gone.
    pub left: Option<Sited<Date>>,
    /// Ids that they had before.
    pub formerly: Vec<Sited<PersonId>>,
    /// The file.
    pub place: Place,
}

/// The keys of a file in `org/people/`.
pub static PERSON: Keys = Keys {
    of: "a person",
    open: false,
    keys: &[
        Key {
            name: "name",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Required,
            meaning: "What the person is called",
            example: "\"Ada Example\"",
            rule: "",
        },
        Key {
            name: "craft",
            wants: "a craft",
            shape: Shape::One(Craft::SCALAR),
            need: Need::Expected,
            meaning: "What the person practises",
            example: "\"engineer\"",
            rule: "Everyone has one, the chief executive too",
        },
        Key {
            name: "title",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Optional,
            meaning: "What the person's card says",
            example: "\"Senior Engineer\"",
            rule: "",
        },
        Key {
            name: "kind",
            wants: "a kind of product manager",
            shape: Shape::One(ProductManagerKind::SCALAR),
            need: Need::Optional,
            meaning: "Which kind of product manager the person is",
            example: "\"product-owner\"",
            rule: "One of `product-manager`, `product-owner`, `growth`, `technical`, `platform`",
        },
        Key {
            name: "reports_to",
            wants: "a person's id",
            shape: Shape::One(ID),
            need: Need::Optional,
            meaning: "The person's manager",
            example: "\"grace\"",
            rule: "Ownership is never derived from it",
        },
        Key {
            name: "management",
            wants: "a number from 0 to 1",
            shape: Shape::One(Scalar::Share),
            need: Need::Optional,
            meaning: "The share of the person's time that managing takes",
            example: "0.3",
            rule: "A manager spends under half of the time managing",
        },
        Key {
            name: "contact",
            wants: "a text",
            shape: Shape::One(Scalar::Text),
            need: Need::Optional,
            meaning: "Where to ask the person: a channel, an address in the web, a mail address",
            example: "\"#people\"",
            rule: "Shown on the pages that the person owns; their team's where it is left out",
        },
        Key {
            name: "emails",
            wants: "a list of mail addresses",
            shape: Shape::OneOrMany(Email::SCALAR),
            need: Need::Optional,
            meaning: "Addresses by which the person's commits are known",
            example: "[\"ada@example.org\"]",
            rule: "They are never published; no two people share one",
        },
        Key {
            name: "signing_keys",
            wants: "a list of public SSH keys",
            shape: Shape::OneOrMany(Scalar::Text),
            need: Need::Optional,
            meaning: "Keys by which the person signs commits: the lines of their `.pub` files",
            example: "[\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKAv1xDfJP+1kRUvypeM/Wc+rq87UbdJMKi6xJkvqLQ1 laptop\"]",
            rule: "What is signed by them is evidence, from the commit after the one that adds them. \
                   They are never published; no two people share one",
        },
        Key {
            name: "accounts",
            wants: "a table of accounts",
            shape: Shape::Table(&ACCOUNTS),
            need: Need::Optional,
            meaning: "The person's accounts on forges",
            example: "{ github = \"ada\" }",
            rule: "No two people share one",
        },
        Key {
            name: "started",
            wants: "a date",
            shape: Shape::One(Scalar::Day),
            need: Need::Optional,
            meaning: "The person's first day",
            example: "2024-03-01",
            rule: "",
        },
        Key {
            name: "left",
            wants: "a date",
            shape: Shape::One(Scalar::Day),
            need: Need::Optional,
            meaning: "The day on which the person left; at its end they hold nothing any more",
            example: "2026-10-31",
            rule: "Who left stays in `org/`, so that the past can be told",
        },
        Key {
            name: "formerly",
            wants: "an id or a list of ids",
            shape: Shape::OneOrMany(ID),
            need: Need::Optional,
            meaning: "Ids that the person had before",
            example: "[\"ada-e\"]",
            rule: "Nobody has them now",
        },
    ],
};

impl Person {
    pub(super) fn read(table: &Table<'_>, id: PersonId) -> Self {
        let name = table.require("name");
        Self {
            name: name.unwrap_or_else(|| Sited::new(id.to_string(), table.place())),
            craft: table.get("craft"),
            title: table.get("title"),
            kind: table.get("kind"),
            reports_to: table.get("reports_to"),
            management: table.get("management"),
            contact: table.get("contact"),
            emails: table.one_or_many("emails"),
            signing_keys: table.one_or_many("signing_keys"),
            accounts: table.table("accounts", &ACCOUNTS).map(Accounts::read).unwrap_or_default(),
            started: table.get("started"),
            left: table.get("left"),
            formerly: table.one_or_many("formerly"),
            place: table.place(),
            id,
        }
    }

    /// Whether they work for the company at the end of that day.
    #[must_use]
    pub fn is_current_on(&self, day: Date) -> bool {
        super::is_current(self.started.as_ref(), self.left.as_ref(), day)
    }
}
