//! What we need of Zola's own settings.

use super::HANDBOOK;
use crate::escape::straight;
use crate::metadata::{FromValue, Key, Keys, Need, Scalar, Shape, Table, one_of};

/// The settings of Zola that the handbook goes by, with Zola's own defaults. What Zola
/// itself would refuse is passed over here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZolaSettings {
    /// The address of the site; nothing where it is left out.
    pub base_url: Option<String>,
    /// The site's title.
    pub title: Option<String>,
    /// The site's description.
    pub description: Option<String>,
    /// The theme.
    pub theme: Option<String>,
    /// The language of pages without one in their names.
    pub default_language: String,
    /// The codes of the other languages.
    pub languages: Vec<String>,
    /// How paths become addresses.
    pub slugify_paths: Slugifying,
    /// How headings get their ids.
    pub slugify_anchors: Slugifying,
    /// Whether a date at the front of a file's name stays in the page's address.
    pub slugify_keep_dates: bool,
    /// Where the site is put, relative to the config file.
    pub output_dir: String,
    /// Whether Zola writes feeds.
    pub generate_feeds: bool,
    /// What Zola calls its feeds.
    pub feed_filenames: Vec<String>,
    /// Globs of files in `content/` that are not published.
    pub ignored_content: Vec<String>,
    /// Globs of pages that Zola 0.23 does not pass through Tera.
    pub skip_content_templating: Vec<String>,
    /// Whether Zola builds its search index.
    pub build_search_index: bool,
    /// Whether Zola only warns of links to pages that are not there, instead of refusing them
    /// (`link_checker.internal_level`).
    pub warns_of_links: bool,
    /// Whether quotes and dashes become typographic ones (`markdown.smart_punctuation`).
    pub smart_punctuation: bool,
    /// Whether the names of emoji become emoji (`markdown.render_emoji`).
    pub render_emoji: bool,
    /// Whether footnotes go to the page's bottom (`markdown.bottom_footnotes`).
    pub bottom_footnotes: bool,
}

one_of! {
    /// How Zola makes addresses of paths (`slugify.paths`) and ids of headings (`slugify.anchors`).
    #[derive(Default)]
    Slugifying {
        /// Everything becomes small ASCII letters, digits and `-`.
        #[default]
        On = "on",
        /// Only what a file system or address cannot hold is taken out; of an id, only spaces.
        Safe = "safe",
        /// They stay as they are, but for the spaces of an id.
        Off = "off",
    }
}

impl Default for ZolaSettings {
    fn default() -> Self {
        Self {
            base_url: None,
            title: None,
            description: None,
            theme: None,
            default_language: "en".to_owned(),
            languages: Vec::new(),
            slugify_paths: Slugifying::default(),
            slugify_anchors: Slugifying::default(),
            slugify_keep_dates: false,
            output_dir: "public".to_owned(),
            generate_feeds: false,
            feed_filenames: vec!["atom.xml".to_owned()],
            ignored_content: Vec::new(),
            skip_content_templating: Vec::new(),
            build_search_index: false,
            warns_of_links: false,
            smart_punctuation: false,
            render_emoji: false,
            bottom_footnotes: false,
        }
    }
}

const fn key(name: &'static str, wants: &'static str, shape: Shape, example: &'static str) -> Key {
    Key { name, wants, shape, need: Need::Optional, meaning: "Zola's own", example, rule: "" }
}

/// The keys of Zola's config that we read; all others are let be.
pub(super) static ZOLA: Keys = Keys {
    of: "Zola's config",
    open: true,
    keys: &[
        key("base_url", "a text", Shape::One(Scalar::Text), "\"https://example.org\""),
        key("title", "a text", Shape::One(Scalar::Text), "\"Handbook\""),
        key("description", "a text", Shape::One(Scalar::Text), "\"How we work\""),
        key("theme", "a text", Shape::One(Scalar::Text), "\"handbook\""),
        key("default_language", "a text", Shape::One(Scalar::Text), "\"en\""),
        key("languages", "a table", Shape::Table(&LANGUAGES), "{ fr = {} }"),
        key("slugify", "a table", Shape::Table(&SLUGIFY), "{ paths = \"on\" }"),
        key("output_dir", "a text", Shape::One(Scalar::Text), "\"public\""),
        key("generate_feeds", "true or false", Shape::One(Scalar::Flag), "true"),
        key("feed_filenames", "a list of texts", Shape::List(Scalar::Text), "[\"atom.xml\"]"),
        key("ignored_content", "a list of globs", Shape::List(Scalar::Text), "[\"drafts/**\"]"),
        key("skip_content_templating", "a list of globs", Shape::List(Scalar::Text), "[\"**\"]"),
        key("build_search_index", "true or false", Shape::One(Scalar::Flag), "true"),
        key(
            "link_checker",
            "a table",
            Shape::Table(&LINK_CHECKER),
            "{ internal_level = \"warn\" }",
        ),
        key("markdown", "a table", Shape::Table(&MARKDOWN), "{ smart_punctuation = true }"),
        key("extra", "a table", Shape::Table(&EXTRA), "{ handbook = {} }"),
    ],
};

/// `[extra]` is the site's own; of it only `handbook` is ours.
pub(super) static EXTRA: Keys = Keys {
    of: "`[extra]`",
    open: true,
    keys: &[key("handbook", "a table", Shape::Table(&HANDBOOK), "{ at = \"/org/\" }")],
};

static SLUGIFY: Keys = Keys {
    of: "`[slugify]`",
    open: true,
    keys: &[
        key("paths", "`on`, `safe` or `off`", Shape::One(Slugifying::SCALAR), "\"on\""),
        key("anchors", "`on`, `safe` or `off`", Shape::One(Slugifying::SCALAR), "\"on\""),
        key("paths_keep_dates", "true or false", Shape::One(Scalar::Flag), "true"),
    ],
};

static LINK_CHECKER: Keys = Keys {
    of: "`[link_checker]`",
    open: true,
    keys: &[key("internal_level", "`error` or `warn`", Shape::One(Scalar::Text), "\"warn\"")],
};

static MARKDOWN: Keys = Keys {
    of: "`[markdown]`",
    open: true,
    keys: &[
        key("smart_punctuation", "true or false", Shape::One(Scalar::Flag), "true"),
        key("render_emoji", "true or false", Shape::One(Scalar::Flag), "true"),
        key("bottom_footnotes", "true or false", Shape::One(Scalar::Flag), "true"),
    ],
};

static LANGUAGES: Keys = Keys { of: "`[languages]`", open: true, keys: &[] };

impl ZolaSettings {
    pub(super) fn read(root: &Table<'_>) -> Self {
        let text = |name: &str| root.get::<Text>(name).map(|text| text.value.0);
        let flag = |name: &str| root.get::<bool>(name).is_some_and(|flag| flag.value);
        let texts = |name: &str| -> Vec<String> {
            root.list::<Text>(name).into_iter().map(|text| text.value.0).collect()
        };
        let words = |name: &str| text(name).map(|text| straight(&text).into_owned());
        let mut settings = Self {
            base_url: text("base_url"),
            title: words("title"),
            description: words("description"),
            theme: text("theme").filter(|theme| !theme.is_empty()),
            generate_feeds: flag("generate_feeds"),
            ignored_content: texts("ignored_content"),
            skip_content_templating: texts("skip_content_templating"),
            build_search_index: flag("build_search_index"),
            ..Self::default()
        };
        if let Some(language) = text("default_language") {
            settings.default_language = language;
        }
        if let Some(folder) = text("output_dir") {
            settings.output_dir = folder;
        }
        if root.has("feed_filenames") {
            settings.feed_filenames = texts("feed_filenames");
        }
        if let Some(languages) = root.table("languages", &LANGUAGES) {
            settings.languages = languages.names().map(|name| name.value).collect();
        }
        if let Some(slugify) = root.table("slugify", &SLUGIFY) {
            if let Some(paths) = slugify.get("paths") {
                settings.slugify_paths = paths.value;
            }
            if let Some(anchors) = slugify.get("anchors") {
                settings.slugify_anchors = anchors.value;
            }
            settings.slugify_keep_dates =
                slugify.get("paths_keep_dates").is_some_and(|keep| keep.value);
        }
        if let Some(links) = root.table("link_checker", &LINK_CHECKER) {
            let level = links.get::<Text>("internal_level").map(|level| level.value.0);
            settings.warns_of_links = level.as_deref() == Some("warn");
        }
        if let Some(markdown) = root.table("markdown", &MARKDOWN) {
            let flag = |name: &str| markdown.get::<bool>(name).is_some_and(|flag| flag.value);
            settings.smart_punctuation = flag("smart_punctuation");
            settings.render_emoji = flag("render_emoji");
            settings.bottom_footnotes = flag("bottom_footnotes");
        }
        settings
    }
}

/// A text that may be empty, as Zola's may: `title = ""`.
struct Text(String);

impl crate::metadata::FromValue for Text {
    const SCALAR: Scalar = Scalar::Text;

    fn from_value(value: &toml::de::DeValue<'_>) -> Result<Self, crate::metadata::Refusal> {
        value.as_str().map(|text| Self(text.to_owned())).ok_or(crate::metadata::Refusal::Type)
    }
}
