//! The starter handbook as it is given to a company: under its own name, and for today.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use toml_edit::{DocumentMut, Item, value};
use zola_handbook::root::RepoPath;
use zola_handbook::site::{SiteError, theme};

/// How far ahead of today the starter's announced handover is.
const AHEAD: fn() -> Span = || 3.months();

/// The starter's files, from the handbook's root.
///
/// Its reviews are left out: nobody in this company has read these pages yet, and their terms run
/// from the first commit. A handover that it announces is still to come, whenever it is copied.
///
/// # Errors
/// Never for a program that passed its tests.
pub fn files(name: &str, today: Date) -> Result<Vec<(RepoPath, Vec<u8>)>, SiteError> {
    let reviews = RepoPath::new("org/reviews")?;
    let files = theme::starter()?;
    Ok(files
        .into_iter()
        .filter(|(path, _)| path.below(&reviews).is_none())
        .map(|(path, bytes)| {
            let bytes = made_own(&path, bytes, name, today).unwrap_or_else(|| bytes.to_vec());
            (path, bytes)
        })
        .collect())
}

/// A settings file with what is the company's own in it; nothing where there is nothing of that.
fn made_own(path: &RepoPath, bytes: &[u8], name: &str, today: Date) -> Option<Vec<u8>> {
    if !path.as_str().ends_with(".toml") {
        return None;
    }
    let mut document: DocumentMut = std::str::from_utf8(bytes).ok()?.parse().ok()?;
    match path.as_str() {
        "zola.toml" => document["title"] = value(name),
        "org/company.toml" => document["name"] = value(name),
        _ => {
            let from = document.get_mut("next").and_then(|next| next.get_mut("from"))?;
            set_date(from, today.saturating_add(AHEAD()).first_of_month())?;
        }
    }
    Some(document.to_string().into_bytes())
}

fn set_date(item: &mut Item, day: Date) -> Option<()> {
    let value = item.as_value_mut()?;
    let decor = value.decor().clone();
    *value = day.to_string().parse().ok()?;
    *value.decor_mut() = decor;
    Some(())
}
