//! `org/approvals/NUMBER.toml`.

use jiff::Timestamp;
use toml::de::DeValue;

use super::Account;
use crate::diagnostics::Place;
use crate::metadata::{
    CommitPrefix, FromValue, Key, Keys, Need, Refusal, Scalar, Shape, Sited, Table, WebAddress,
    one_of,
};

/// What a forge knows of a merged pull request.
#[derive(Debug, Clone)]
pub struct Approval {
    /// The number of the pull request.
    pub number: u64,
    /// The commit by which it landed on the published branch.
    pub landed: Sited<CommitPrefix>,
    /// Whose pull request it was.
    pub author: Option<Sited<Account>>,
    /// Where it is to be seen.
    pub url: Option<Sited<WebAddress>>,
    /// What reviewers said, in the order of the file.
    pub reviews: Vec<ForgeReview>,
    /// The file.
    pub place: Place,
}

/// One reviewer's word on a pull request.
#[derive(Debug, Clone)]
pub struct ForgeReview {
    /// Whose.
    pub by: Sited<Account>,
    /// What they said.
    pub state: Sited<ReviewState>,
    /// When.
    pub at: Option<Sited<Timestamp>>,
    /// Of which commit.
    pub commit: Option<Sited<CommitPrefix>>,
    /// Where it is said.
    pub place: Place,
}

one_of! {
    /// What a reviewer said.
    ReviewState {
        /// Yes.
        Approved = "approved",
        /// No.
        ChangesRequested = "changes-requested",
        /// Neither.
        Commented = "commented",
        /// A yes or no that was taken back.
        Dismissed = "dismissed",
    }
}

/// The keys of a file in `org/approvals/`.
pub static APPROVAL: Keys = Keys {
    of: "an approval",
    open: false,
    keys: &[
        Key {
            name: "landed",
            wants: "a commit's id",
            shape: Shape::One(CommitPrefix::SCALAR),
            need: Need::Required,
            meaning: "The commit by which the pull request landed on the published branch",
            example: "\"1f6a2b3c4d5e6f708192a3b4c5d6e7f801234567\"",
            rule: "",
        },
        Key {
            name: "author",
            wants: "an account's name",
            shape: Shape::One(Account::SCALAR),
            need: Need::Optional,
            meaning: "Whose pull request it was",
            example: "\"ada\"",
            rule: "Their own approval does not count",
        },
        Key {
            name: "merged_by",
            wants: "an account's name",
            shape: Shape::One(Account::SCALAR),
            need: Need::Optional,
            meaning: "Who merged it",
            example: "\"bob\"",
            rule: "Merging is not approving",
        },
        Key {
            name: "url",
            wants: "an address in the web",
            shape: Shape::One(Scalar::Web),
            need: Need::Optional,
            meaning: "Where the pull request is to be seen",
            example: "\"https://example.org/company/handbook/pull/7\"",
            rule: "It says on which forge the accounts are; without it the repository's address does",
        },
        Key {
            name: "reviews",
            wants: "a list of tables",
            shape: Shape::Tables(&FORGE_REVIEW),
            need: Need::Optional,
            meaning: "What reviewers said",
            example: "[{ by = \"bob\", state = \"approved\", at = 2026-10-01T09:30:00Z }]",
            rule: "The last word of each counts: by `at` where all have it, else in this order",
        },
    ],
};

/// The keys of each of an approval's `reviews`.
pub static FORGE_REVIEW: Keys = Keys {
    of: "an entry of an approval's `reviews`",
    open: false,
    keys: &[
        Key {
            name: "by",
            wants: "an account's name",
            shape: Shape::One(Account::SCALAR),
            need: Need::Required,
            meaning: "The reviewer",
            example: "\"bob\"",
            rule: "",
        },
        Key {
            name: "state",
            wants: "a word",
            shape: Shape::One(ReviewState::SCALAR),
            need: Need::Required,
            meaning: "What they said",
            example: "\"approved\"",
            rule: "One of `approved`, `changes-requested`, `commented`, `dismissed`",
        },
        Key {
            name: "at",
            wants: "a date with time and zone",
            shape: Shape::One(Scalar::Moment),
            need: Need::Optional,
            meaning: "When they said it",
            example: "2026-10-01T09:30:00Z",
            rule: "",
        },
        Key {
            name: "commit",
            wants: "a commit's id",
            shape: Shape::One(CommitPrefix::SCALAR),
            need: Need::Optional,
            meaning: "The commit that they looked at",
            example: "\"1f6a2b3c\"",
            rule: "",
        },
    ],
};

impl Approval {
    pub(super) fn read(table: &Table<'_>, number: u64) -> Option<Self> {
        let landed = table.require("landed");
        let reviews = table.tables("reviews", &FORGE_REVIEW);
        let author = table.get("author");
        // Kept for whoever reads the file, and held to its shape; who merges has not approved.
        let _: Option<Sited<Account>> = table.get("merged_by");
        let reviews = reviews.iter().filter_map(ForgeReview::read).collect();
        let (url, place) = (table.get("url"), table.place());
        Some(Self { number, landed: landed?, author, url, reviews, place })
    }
}

impl ForgeReview {
    fn read(table: &Table<'_>) -> Option<Self> {
        let (by, state) = (table.require("by"), table.require("state"));
        let at = table.get::<Moment>("at").map(|at| at.map(|moment| moment.0));
        let (commit, place) = (table.get("commit"), table.place());
        Some(Self { by: by?, state: state?, at, commit, place })
    }
}

/// A moment, as TOML writes it or in quotes: `2026-10-01T09:30:00Z`.
struct Moment(Timestamp);

impl FromValue for Moment {
    const SCALAR: Scalar = Scalar::Moment;

    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = match value {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(moment) => moment.to_string(),
            _ => return Err(Refusal::Type),
        };
        text.parse().map(Self).map_err(|_| {
            Refusal::value(format!("is `{text}`, which is not a moment"))
                .with_help("write day, time and zone, as in 2026-10-01T09:30:00Z")
        })
    }
}
