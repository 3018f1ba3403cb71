//! The static API of a site: one document for each kind of thing.
//!
//! What pages say of people it says, and no more: no address, no account. Private pages and drafts
//! are not in it. `changes.json` is an account of changes as `handbook audit` writes it.

mod company;
mod features;
mod pages;
mod people;
mod teams;
mod tenure;

use crate::metadata::Sited;

pub use company::{Company, Gap};
pub use features::{Code, FeatureEntry, Features};
pub use pages::{PageEntry, Pages};
pub use people::{People, PersonEntry};
pub use teams::{TeamEntry, Teams};
pub use tenure::{PastHolding, Tenure};

fn text(text: Option<&Sited<String>>) -> Option<String> {
    text.map(|text| text.value.clone())
}

fn texts(texts: &[Sited<String>]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

fn shown<T: ToString>(value: Option<&Sited<T>>) -> Option<String> {
    value.map(|value| value.value.to_string())
}
