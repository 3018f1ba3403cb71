//! How things stood, as files of a pack for programs. Where nobody can say, `known` is false, and the
//! lists are empty.

use serde::Serialize;

use super::standing::{Attestation, Seen, Standing};
use crate::api::{Gap, Named};
use crate::check::Subject;
use crate::escape::to_json;
use crate::handbook::By;
use crate::metadata::PageKind;

/// `gaps.json`: what nobody held at the end.
#[derive(Default, Serialize)]
struct Gaps<'s> {
    known: bool,
    gaps: Vec<&'s Gap>,
    /// How many are of pages that are gone or private today.
    left_out: usize,
}

/// `reviews.json`: the last review of each page by the end.
#[derive(Default, Serialize)]
struct Reviews<'s> {
    known: bool,
    reviews: &'s [Attestation],
}

/// `hands.json`: what is held by somebody else, and which pages are of another kind, at the end than
/// at the beginning.
#[derive(Default, Serialize)]
struct Hands<'s> {
    known: bool,
    owners: Vec<HandedOver>,
    kinds: Vec<OtherKind<'s>>,
}

#[derive(Serialize)]
struct HandedOver {
    kind: &'static str,
    id: String,
    name: String,
    role: &'static str,
    before: Option<Named>,
    after: Option<Named>,
}

#[derive(Serialize)]
struct OtherKind<'s> {
    page: &'s str,
    title: &'s str,
    before: Option<PageKind>,
    after: Option<PageKind>,
}

/// The files, by their names.
pub(super) fn files(standing: &Standing) -> [(&'static str, String); 3] {
    let (gaps, reviews) = match &standing.end {
        Seen::There(stood) => (
            Gaps {
                known: true,
                gaps: stood.gaps.iter().flat_map(|(_, gaps)| gaps).collect(),
                left_out: stood.left_out,
            },
            Reviews { known: true, reviews: &stood.reviews },
        ),
        Seen::Nothing => {
            (Gaps { known: true, ..Gaps::default() }, Reviews { known: true, ..Reviews::default() })
        }
        Seen::Unknown(_) => (Gaps::default(), Reviews::default()),
    };
    [
        ("gaps.json", to_json(&gaps)),
        ("reviews.json", to_json(&reviews)),
        ("hands.json", to_json(&hands(standing))),
    ]
}

fn hands(standing: &Standing) -> Hands<'_> {
    let hands = match &standing.hands {
        Seen::There(hands) => hands,
        Seen::Nothing => return Hands { known: true, ..Hands::default() },
        Seen::Unknown(_) => return Hands::default(),
    };
    let named = |by: &By| Named { id: by.holder.id().to_owned(), name: by.name.clone() };
    let owners = hands.owners.iter().map(|handed| {
        let (kind, id) = match &handed.subject {
            Subject::Page(file) => ("page", file.to_string()),
            Subject::Feature(id) => ("feature", id.to_string()),
            Subject::Team(id) => ("team", id.to_string()),
            Subject::Person(id) => ("person", id.to_string()),
            Subject::Pattern(pattern) => ("pattern", pattern.clone()),
        };
        HandedOver {
            kind,
            id,
            name: handed.what.clone(),
            role: handed.role,
            before: handed.before.as_ref().map(named),
            after: handed.after.as_ref().map(named),
        }
    });
    let kinds = hands.kinds.iter().map(|one| OtherKind {
        page: one.file.as_str(),
        title: &one.title,
        before: one.before,
        after: one.after,
    });
    Hands { known: true, owners: owners.collect(), kinds: kinds.collect() }
}
