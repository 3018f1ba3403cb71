//! What was added and what was taken out, word by word, passage by passage.
//!
//! Texts are compared sentence by sentence, so that a paragraph that was split or joined is not
//! told as new; sentences that only resemble each other are compared word by word. A passage that
//! was taken out whole in one place and put in again in another has moved.

use super::prose::Kind;

/// What happened to some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Nothing.
    Same,
    /// They are new.
    Added,
    /// They are gone.
    Removed,
}

/// Words with the same mark.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Run {
    /// What happened to them.
    pub mark: Mark,
    /// The words as plain text, with a space in front where one parts them from the words before.
    /// It is an author's text: escape it for the place where it goes.
    pub text: String,
}

/// What happened to a passage.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "what", content = "elsewhere")]
pub enum What {
    /// Nothing.
    Same,
    /// Some of its words changed.
    Edited,
    /// All of it is new.
    Added,
    /// All of it is gone.
    Removed,
    /// It was elsewhere before, under these headings; its words may have changed, too. The headings
    /// may be those that it stands under now: then it moved within its section.
    MovedHere(Vec<String>),
    /// It is elsewhere now, under these headings.
    MovedAway(Vec<String>),
}

/// Which way something moved on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// Nearer to the page's beginning.
    Up,
    /// Nearer to its end.
    Down,
}

/// A passage of a redline.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Part {
    /// What it is.
    pub kind: Kind,
    /// The headings above it: after the change, and of what is gone, before it.
    pub section: Vec<String>,
    /// What happened to it.
    #[serde(flatten)]
    pub what: What,
    /// Which way it moved; nothing where it did not.
    pub way: Option<Way>,
    /// What it moved past within its section, by its first words: what stands right before it now
    /// where it moved down, and right behind it where it moved up, of a section that section's
    /// heading; nothing where it did not move so. An author's text: escape it.
    pub past: Option<String>,
    /// How many passages after it moved with it, in a folded redline: of those only the ones whose
    /// words changed are told by themselves, as edited.
    pub with: usize,
    /// Of an item of a numbered list, its number: after the change, and of what is gone, before it.
    pub number: Option<u64>,
    /// Of a row of a table, the headings of its columns; in a folded redline those of the cells in
    /// which words changed, where others did not.
    pub columns: Vec<String>,
    /// Its words; the cells of a row have ` |` between them.
    pub runs: Vec<Run>,
    /// Of a row in a folded redline, the heading of each cell that `runs` hold; empty of one that is
    /// left out. Nothing where it is not known which heading is whose.
    #[serde(skip)]
    pub heads: Vec<String>,
    /// Whether it moved right behind the passage before it.
    #[serde(skip)]
    pub(super) along: bool,
}

impl Part {
    /// Whether anything happened to it.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.what != What::Same
    }

    /// The headings above it: of a heading, those above it.
    #[must_use]
    pub fn above(&self) -> &[String] {
        above(self.kind, &self.section)
    }
}

/// The way from one text to the next, passage by passage, in the order of the new text; what is
/// gone stands where it stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Redline {
    /// The passages, those that stayed the same among them.
    pub parts: Vec<Part>,
}

impl Redline {
    /// Whether anything in it changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.parts.iter().any(Part::is_changed)
    }

    /// The same without what was taken out: for readers to whom removed words are not shown.
    #[must_use]
    pub fn without_removed(mut self) -> Self {
        self.parts.retain_mut(|part| {
            // Under which headings it was is among what was taken out.
            if matches!(part.what, What::MovedHere(_)) {
                let edited = part.runs.iter().any(|run| run.mark != Mark::Same);
                part.what = if edited { What::Edited } else { What::Same };
                (part.way, part.past, part.along) = (None, None, false);
            }
            part.runs.retain(|run| run.mark != Mark::Removed);
            if let Some(first) = part.runs.first_mut() {
                first.text = first.text.trim_start().to_owned();
            }
            !matches!(part.what, What::Removed | What::MovedAway(_)) && !part.runs.is_empty()
        });
        self
    }
}

/// The headings above a passage: of a heading, those above it.
pub(super) fn above(kind: Kind, section: &[String]) -> &[String] {
    match (kind, section) {
        (Kind::Heading(_), [above @ .., _]) => above,
        (_, section) => section,
    }
}

/// The headings of a section in one line.
#[must_use]
pub fn path_of(section: &[String]) -> String {
    section.join(" > ")
}

/// The same in words, also for what stands above the first heading.
#[must_use]
pub fn place_of(section: &[String]) -> String {
    if section.is_empty() { "the top of the page".to_owned() } else { path_of(section) }
}
