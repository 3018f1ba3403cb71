//! Numbers at the front of names, which put files and folders in order: `01-intro.md`.

/// A name in its number and the rest; nothing for a name that has none in front, or that is all
/// number, a date or a version.
#[must_use]
pub fn split(name: &str) -> Option<(f64, &str)> {
    let digits = name.len() - name.trim_start_matches(|one: char| one.is_ascii_digit()).len();
    let rest = &name[digits..];
    let bare = rest.trim_start_matches(['-', '_', '.', ' ']);
    // `2024-05-01-notes` is of a day, `7.0-notes` of a version.
    let sound = (1..=3).contains(&digits)
        && bare.len() < rest.len()
        && bare.starts_with(|one: char| !one.is_ascii_digit());
    sound.then(|| name[..digits].parse().ok().map(|number| (number, bare))).flatten()
}

/// A path without the numbers at the front of its parts.
#[must_use]
pub fn without(path: &str) -> String {
    path.split('/').map(bare).collect::<Vec<_>>().join("/")
}

/// A name without its number.
#[must_use]
pub fn bare(name: &str) -> &str {
    split(name).map_or(name, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_front_is_told_from_a_date_and_a_version() {
        assert_eq!(split("01-intro"), Some((1.0, "intro")));
        assert_eq!(split("2. Pay"), Some((2.0, "Pay")));
        for name in ["intro", "2024-05-01-notes", "7.0-notes", "121s", "12", "-a"] {
            assert_eq!(split(name), None, "{name}");
        }
        assert_eq!(without("02-guides/01_pay.md"), "guides/pay.md");
    }
}
