//! Bodies of generated pages: views through Tera templates, which a site may override.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::Serialize;
use tera::{Context, Tera};

use super::SiteError;
use super::words::Words;
use crate::escape::{Escaped, Html};

/// The templates of generated bodies, by name. A site overrides one with a file of that name in
/// `templates/handbook/bodies/`.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("change.html", include_str!("bodies/change.html")),
    ("changes.html", include_str!("bodies/changes.html")),
    ("feature.html", include_str!("bodies/feature.html")),
    ("features.html", include_str!("bodies/features.html")),
    ("gaps.html", include_str!("bodies/gaps.html")),
    ("month.html", include_str!("bodies/month.html")),
    ("org.html", include_str!("bodies/org.html")),
    ("people.html", include_str!("bodies/people.html")),
    ("person.html", include_str!("bodies/person.html")),
    ("parts/activity.html", include_str!("bodies/parts/activity.html")),
    ("parts/audit.html", include_str!("bodies/parts/audit.html")),
    ("parts/changes.html", include_str!("bodies/parts/changes.html")),
    ("parts/drawing.html", include_str!("bodies/parts/drawing.html")),
    ("parts/features.html", include_str!("bodies/parts/features.html")),
    ("parts/handovers.html", include_str!("bodies/parts/handovers.html")),
    ("parts/links.html", include_str!("bodies/parts/links.html")),
    ("parts/pages.html", include_str!("bodies/parts/pages.html")),
    ("parts/redline.html", include_str!("bodies/parts/redline.html")),
    ("parts/split.html", include_str!("bodies/parts/split.html")),
    ("parts/touched.html", include_str!("bodies/parts/touched.html")),
    ("parts/tenures.html", include_str!("bodies/parts/tenures.html")),
    ("parts/timeline.html", include_str!("bodies/parts/timeline.html")),
    ("parts/verdicts.html", include_str!("bodies/parts/verdicts.html")),
    ("parts/words.html", include_str!("bodies/parts/words.html")),
    ("team.html", include_str!("bodies/team.html")),
    ("teams.html", include_str!("bodies/teams.html")),
];

/// Renders bodies.
#[derive(Debug)]
pub struct Bodies {
    tera: Tera,
    /// The words that templates show as `t.owner`, by key.
    words: Words,
    /// The names of the templates that are the site's own.
    own: BTreeSet<String>,
}

impl Bodies {
    /// The built-in templates with a site's own in their places, by name, and the words that they
    /// show, by key.
    ///
    /// # Errors
    /// [`SiteError::Body`] where a template cannot be parsed, with the parser's words.
    pub fn new(overrides: &BTreeMap<String, String>, words: Words) -> Result<Self, SiteError> {
        let mut tera = Tera::new();
        tera.autoescape_on([".html"]);
        tera.set_escape_fn(escape);
        let mut all: BTreeMap<&str, &str> = TEMPLATES.iter().copied().collect();
        all.extend(overrides.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let own = overrides.keys().cloned().collect();
        tera.add_raw_templates(all).map_err(|error| failed(&error, &own))?;
        Ok(Self { tera, words, own })
    }

    /// The body that `template` makes of `view`: one block of HTML without an empty line, which
    /// Markdown passes on as it is.
    ///
    /// # Errors
    /// [`SiteError::Body`] where the template asks for what the view does not have.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, SiteError> {
        let failed = |error| failed(&error, &self.own);
        let mut context = Context::from_serialize(view).map_err(failed)?;
        context.insert("t", &self.words);
        let html = self.tera.render(template, &context).map_err(failed)?;
        let mut block = String::with_capacity(html.len() + 64);
        block.push_str("<div class=\"handbook-body\">\n");
        for line in html.lines().map(str::trim).filter(|line| !line.is_empty()) {
            block.push_str(line);
            block.push('\n');
        }
        block.push_str("</div>\n");
        Ok(block)
    }
}

/// Tera's error with all that caused it, on one line each, and the site's own templates under the
/// paths that their author knows.
fn failed(error: &tera::Error, own: &BTreeSet<String>) -> SiteError {
    let mut words = error.to_string().trim_start_matches("error: ").to_owned();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        words.push_str("\n  ");
        words.push_str(&error.to_string());
        cause = error.source();
    }
    for name in own {
        words = words.replace(&format!("--> {name}:"), &format!("--> {}/{name}:", super::BODIES));
    }
    SiteError::Body(words)
}

/// Escapes text for a generated body: see [`Html`].
fn escape(text: &str, output: &mut dyn Write) -> io::Result<()> {
    output.write_all(Escaped::<Html>::of(text).as_str().as_bytes())
}
