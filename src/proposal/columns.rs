//! What the headings of a table, and the keys of a page's settings, mean.

/// What a column of a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Feature,
    Product,
    Page,
    Owner,
    Team,
    ProductManager,
    Contact,
    Status,
    Label,
}

const FEATURES: [&str; 19] = [
    "feature",
    "features",
    "feature name",
    "product area",
    "area",
    "areas",
    "component",
    "components",
    "module",
    "service",
    "services",
    "app",
    "application",
    "project",
    "projects",
    "initiative",
    "system",
    "systems",
    "surface",
];
const PRODUCTS: [&str; 3] = ["product", "products", "product line"];
const PAGES: [&str; 14] = [
    "page",
    "pages",
    "document",
    "documents",
    "doc",
    "policy",
    "policies",
    "process",
    "procedure",
    "guide",
    "guides",
    "section",
    "handbook section",
    "chapter",
];
const TEAMS: [&str; 9] = [
    "team",
    "teams",
    "small team",
    "squad",
    "owning team",
    "owner team",
    "team owner",
    "responsible team",
    "owned by team",
];
const MANAGERS: [&str; 5] =
    ["pm", "product manager", "product managers", "product owner", "product lead"];
const OWNERS: [&str; 9] = [
    "owned by",
    "maintained by",
    "responsible",
    "responsible person",
    "directly responsible individual",
    "point person",
    "accountable",
    "steward",
    "lead engineer",
];
const CONTACTS: [&str; 4] = ["slack", "slack channel", "channel", "contact"];
const LABELS: [&str; 4] = ["label", "labels", "github label", "issue label"];

impl Column {
    /// What a heading says; nothing where it says none of it.
    pub(super) fn of(heading: &str) -> Option<Self> {
        let heading = plain(heading);
        let is = |known: &[&str]| known.contains(&heading.as_str());
        let has = |wanted: &[&str]| heading.split(' ').any(|word| wanted.contains(&word));
        let known = [
            (is(&FEATURES), Self::Feature),
            (is(&PRODUCTS), Self::Product),
            (is(&PAGES), Self::Page),
            (is(&TEAMS), Self::Team),
            (is(&MANAGERS), Self::ProductManager),
            (is(&CONTACTS), Self::Contact),
            (is(&["status", "stage"]), Self::Status),
            (is(&LABELS), Self::Label),
            (
                is(&OWNERS)
                    || has(&["owner", "owners", "captain", "captains", "dri", "maintainer"])
                    || has(&["maintainers"]),
                Self::Owner,
            ),
        ];
        known.into_iter().find(|(is, _)| *is).map(|(_, column)| column)
    }
}

/// Keys of front matter that name whose a page is.
const OWNING: [&str; 14] = [
    "owner",
    "owners",
    "page_owner",
    "content_owner",
    "document_owner",
    "policy_owner",
    "maintainer",
    "maintainers",
    "maintained_by",
    "dri",
    "captain",
    "steward",
    "responsible",
    "accountable",
];
/// Keys that name the team whose a page is.
const OF_TEAMS: [&str; 6] =
    ["team", "owner_team", "owning_team", "squad", "owner_slack", "maintainer_team"];

/// What a key of a page's settings says of whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// Somebody, or a team.
    Owner,
    /// A team.
    Team,
    /// How often the page is to be read again.
    Review,
}

impl Setting {
    /// What a key says; nothing where it says none of it.
    pub(super) fn of(key: &str) -> Option<Self> {
        let mut name = String::new();
        let shouted = !key.chars().any(char::is_lowercase);
        for one in key.chars() {
            match one {
                one if shouted && one.is_uppercase() => name.extend(one.to_lowercase()),
                '-' | ' ' => name.push('_'),
                one if one.is_uppercase() => {
                    name.push('_');
                    name.extend(one.to_lowercase());
                }
                one => name.push(one),
            }
        }
        let name = name.trim_matches('_');
        let is = |known: &[&str]| known.contains(&name);
        match name {
            _ if is(&OWNING) => Some(Self::Owner),
            _ if is(&OF_TEAMS) => Some(Self::Team),
            "review_in" | "review_every" | "review_interval" => Some(Self::Review),
            _ => None,
        }
    }
}

/// A heading in small letters, with nothing between its words but one space.
fn plain(heading: &str) -> String {
    let words = heading.split(|one: char| !one.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_mean_what_people_mean_by_them() {
        for (heading, column) in [
            ("Feature", Some(Column::Feature)),
            ("**Product area**", Some(Column::Feature)),
            ("Owner(s)", Some(Column::Owner)),
            ("Informed captain", Some(Column::Owner)),
            ("Engineering owner", Some(Column::Owner)),
            ("Product owner", Some(Column::ProductManager)),
            ("Owner team", Some(Column::Team)),
            ("PM", Some(Column::ProductManager)),
            ("Policy", Some(Column::Page)),
            ("Name", None),
            ("Ownership model", None),
        ] {
            assert_eq!(Column::of(heading), column, "{heading}");
        }
    }

    #[test]
    fn keys_mean_the_same_however_they_are_written() {
        for key in ["owner", "pageOwner", "page-owner", "DRI", "maintainers"] {
            assert_eq!(Setting::of(key), Some(Setting::Owner), "{key}");
        }
        assert_eq!(Setting::of("owner_slack"), Some(Setting::Team));
        assert_eq!(Setting::of("review_in"), Some(Setting::Review));
        assert_eq!(Setting::of("title"), None);
    }
}
