//! The keys of `[extra.handbook]`.

use super::pin::ZOLA;
use super::{CHECK, Redlines};
use crate::metadata::{CommitPrefix, Craft, FromValue, Key, Keys, Need, Scalar, Shape};

/// A key that may be left out, as all of ours may.
pub(super) const fn key(
    name: &'static str,
    wants: &'static str,
    shape: Shape,
    meaning: &'static str,
    example: &'static str,
    rule: &'static str,
) -> Key {
    Key { name, wants, shape, need: Need::Optional, meaning, example, rule }
}

/// The keys of `[extra.handbook]`.
pub static HANDBOOK: Keys = Keys {
    of: "`[extra.handbook]`",
    open: false,
    keys: &[
        key(
            "at",
            "an address within the site",
            Shape::One(Scalar::Text),
            "Where generated pages are",
            "\"/org/\"",
            "`/org/` where it is left out",
        ),
        key(
            "crafts",
            "a table with `makers`",
            Shape::Table(&CRAFTS),
            "What the company calls its crafts",
            "{ makers = [\"engineer\", \"designer\", \"data\"] }",
            "",
        ),
        key(
            "review_every",
            "a table with `policy`, `guide` or `note`",
            Shape::Table(&REVIEW_EVERY),
            "How often pages of each kind are to be looked at, where nothing nearer says so",
            "{ policy = \"1 year\" }",
            "A page's front matter, its section and `org/ownership.toml` go before it",
        ),
        key(
            "bulk",
            "a whole number",
            Shape::One(Scalar::Whole),
            "How many pages a commit touches to be told as one that touched many at once",
            "30",
            "30 where it is left out. What such a commit changes in meaning counts like any other change; \
             `check` asks again of a captain whom one named along with others",
        ),
        key(
            "repository",
            "an address in the web",
            Shape::One(Scalar::Web),
            "The repository's address on its forge, for links to commits and files",
            "\"https://example.org/company/handbook\"",
            "Read from git's remote where it is left out",
        ),
        key(
            "edit_url",
            "an address with `{path}` in it",
            Shape::One(Scalar::Text),
            "Where a page is edited; `{path}` is its path from the repository's root, `{branch}` \
             the branch",
            "\"https://example.org/company/handbook/edit/{branch}/{path}\"",
            "Derived from the repository's address on a known forge where it is left out",
        ),
        key(
            "branch",
            "a text",
            Shape::One(Scalar::Text),
            "The branch to which links for editing and to lines of files lead",
            "\"main\"",
            "The one that is checked out where it is left out; what landed and when is told of that \
             one, whatever this says",
        ),
        key(
            "redlines",
            "`full`, `added` or `none`",
            Shape::One(Redlines::SCALAR),
            "How much redlines show: all, only the words that were added, or nothing",
            "\"added\"",
            "`full` where it is left out",
        ),
        key(
            "classes",
            "a table with `substantive` or `editorial`",
            Shape::Table(&CLASSES),
            "Which changes are of meaning or of wording only, by their commits' subjects",
            "{ editorial = ['^(fix )?typos?\\b'] }",
            "The texts decide where it is left out; a trailer `Handbook-Change: substantive` or \
             `editorial` goes before it. None makes a change editorial that touches amounts, \
             numbers, dates or words such as must",
        ),
        key(
            "change_pages",
            "an interval",
            Shape::One(Scalar::Text),
            "How far back a change of meaning has a page of its own",
            "\"1 year\"",
            "`1 year` where it is left out",
        ),
        key(
            "redact",
            "a commit's id or a list of them",
            Shape::OneOrMany(CommitPrefix::SCALAR),
            "Commits whose texts are shown nowhere",
            "[\"1f6a2b3c\"]",
            "At least 7 digits of each",
        ),
        key(
            "private",
            "a pattern or a list of patterns",
            Shape::OneOrMany(Scalar::Text),
            "Pages that leak nowhere, by their paths from `content/`, in the language of \
             `.gitignore`",
            "[\"/board/\"]",
            "There is no `!`",
        ),
        key(
            "embeds",
            "a host or a list of hosts",
            Shape::OneOrMany(Scalar::Text),
            "Hosts whose frames and images pages may show",
            "[\"video.example.org\", \"*.example.net\"]",
            "None where it is left out; it becomes part of the Content-Security-Policy",
        ),
        key(
            "strict",
            "true or false",
            Shape::One(Scalar::Flag),
            "Whether warnings stop the build, as `--strict` does",
            "true",
            "`false` where it is left out",
        ),
        key(
            "roles",
            "a list of roles",
            Shape::List(Craft::SCALAR),
            "The roles that a team's `supporting` may name",
            "[\"product-manager\", \"designer\"]",
            "Any role will do where it is left out",
        ),
        key(
            "redirects",
            "a table of addresses",
            Shape::Table(&REDIRECTS),
            "Addresses at which there is no page, each with where it leads",
            "{ \"/structure/\" = \"/org/teams/\" }",
            "Links in pages follow it too; a target that is no page of the site is told",
        ),
        key(
            "bots",
            "a pattern or a list of patterns",
            Shape::OneOrMany(Scalar::Text),
            "Names of commit authors who are machines; `*` stands for anything",
            "[\"release-*\"]",
            "Besides those that are known; capitals make no difference",
        ),
        key(
            "check",
            "a table of rules, each `off`, `note`, `warning` or `error`",
            Shape::Table(&CHECK),
            "How much a breach of each rule of `handbook check` weighs",
            "{ team-size = \"error\", team-without-notes = \"off\" }",
            "The weight that the rule has by itself where it is left out",
        ),
        key(
            "zola",
            "a table with `version`",
            Shape::Table(&ZOLA),
            "Which Zola is fetched where there is none on `PATH` and none is named",
            "{ version = \"0.22.1\" }",
            "Zola 0.22.1, or 0.22.0 from npm, where it is left out; see [where Zola comes \
             from](zola.md)",
        ),
    ],
};

/// The keys of `classes`.
pub static CLASSES: Keys = Keys {
    of: "`classes`",
    open: false,
    keys: &[
        key(
            "substantive",
            "a regular expression or a list of them",
            Shape::OneOrMany(Scalar::Text),
            "Changes of meaning, by their commits' subjects",
            "['^policy:']",
            "Capitals make no difference",
        ),
        key(
            "editorial",
            "a regular expression or a list of them",
            Shape::OneOrMany(Scalar::Text),
            "Changes of wording only, by their commits' subjects",
            "['^(fix )?typos?\\b', '^reword']",
            "`substantive` goes before it; they are of the class spelling, but for those that touch \
             amounts, numbers, dates or words such as must",
        ),
    ],
};

/// The keys of `crafts`.
pub static CRAFTS: Keys = Keys {
    of: "`crafts`",
    open: false,
    keys: &[key(
        "makers",
        "a list of crafts",
        Shape::List(Craft::SCALAR),
        "The making crafts, whose people can be captains",
        "[\"engineer\", \"designer\", \"data\"]",
        "`engineer`, `designer`, `data`, `researcher`, `writer` and `security` where it is left \
         out",
    )],
};

/// The keys of `redirects`: addresses that authors choose.
pub static REDIRECTS: Keys = Keys {
    of: "`redirects`",
    open: true,
    keys: &[key(
        ANY_ADDRESS,
        "an address",
        Shape::One(Scalar::Text),
        "Where an address leads at which there is no page; the key is that address, from the \
         site's root",
        "\"/org/features/\"",
        "Links in pages follow it too; a target that is no page of the site is told",
    )],
};

/// What stands for the addresses in `redirects`.
pub const ANY_ADDRESS: &str = "\"/an/address/\"";

/// The keys of `review_every`.
pub static REVIEW_EVERY: Keys = Keys {
    of: "`review_every`",
    open: false,
    keys: &[
        key(
            "policy",
            "an interval",
            Shape::One(Scalar::Text),
            "How often a policy is to be looked at",
            "\"1 year\"",
            "",
        ),
        key(
            "guide",
            "an interval",
            Shape::One(Scalar::Text),
            "How often a guide is to be looked at",
            "\"18 months\"",
            "",
        ),
        key(
            "note",
            "an interval",
            Shape::One(Scalar::Text),
            "How often a note is to be looked at",
            "\"2 years\"",
            "",
        ),
    ],
};
