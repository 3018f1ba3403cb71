//! A change as readers meet it.

use serde::Serialize;

use crate::audit::{Kind, Mark, Piece, Verdict, What, path_of};
use crate::site::links::{Href, Link};
use crate::site::names::Names;

/// A change as its page, a fold or a feed shows it.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// The page that changed.
    pub page: Link,
    /// What commits say of it, without mail addresses.
    pub subject: String,
    /// Its commit's short id.
    pub short: String,
    /// Its commit on the forge.
    pub commit: Option<Href>,
    /// The day on which it landed.
    pub date: String,
    /// The same in words.
    pub date_words: String,
    /// The day on which it was written, in words, where that is another one.
    pub written_words: Option<String>,
    /// Who is behind it.
    pub by: Vec<Link>,
    /// What it did, in a word.
    pub class: String,
    /// What is special about it.
    pub flags: Vec<String>,
    /// What rules are made of, where that changed.
    pub signals: Vec<String>,
    /// Where it changed something.
    pub sections: Vec<String>,
    /// How many words are new.
    pub words_added: usize,
    /// How many words are gone.
    pub words_removed: usize,
    /// Both in words.
    pub words_words: String,
    /// Who owned the page then.
    pub owner: Option<Link>,
    /// The verdict's name.
    pub verdict: Verdict,
    /// The same in words.
    pub verdict_words: String,
    /// Why it is said.
    pub why: String,
    /// What says that somebody agreed, in words.
    pub evidence: Vec<String>,
    /// What changed; empty where it is not to be shown.
    pub redline: Vec<Line>,
    /// How many passages more changed.
    pub more: usize,
    /// The same in words.
    pub more_words: String,
    /// Its own page.
    pub href: Href,
}

/// A passage of a redline, or the headings above the next ones.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The headings that the next passages stand under; empty for a passage.
    pub under: String,
    /// heading, paragraph, item, row or code.
    pub kind: &'static str,
    /// added, removed, edited or moved.
    pub what: &'static str,
    /// Where it was before, or is now, in words; empty where it did not move.
    pub moved: String,
    /// Its words.
    pub runs: Vec<Words>,
}

/// Words with one mark.
#[derive(Debug, Clone, Serialize)]
pub struct Words {
    /// same, added or removed.
    pub mark: Mark,
    /// Whether a space goes before them.
    pub spaced: bool,
    /// The words.
    pub text: String,
}

/// How many passages are shown elsewhere than on the change's own page.
const PASSAGES: usize = 12;

impl ChangeView {
    /// The same with a redline that is short enough to stand among others; the rest is counted.
    #[must_use]
    pub fn in_short(&self, names: &Names<'_>) -> Self {
        let mut short = self.clone();
        let passages = self.redline.iter().enumerate().filter(|(_, line)| line.under.is_empty());
        if let Some((cut, _)) = passages.clone().nth(PASSAGES) {
            short.more = passages.count() - PASSAGES;
            short.more_words = names.words.count("more_passages", short.more, &[]);
            short.redline.truncate(cut);
            // Headings that nothing follows say nothing.
            while short.redline.last().is_some_and(|line| !line.under.is_empty()) {
                short.redline.pop();
            }
        }
        short
    }
}

impl Line {
    /// A piece of a folded redline; nothing for the count of what is left out.
    #[must_use]
    pub fn of(names: &Names<'_>, piece: &Piece) -> Option<Self> {
        let part = match piece {
            Piece::Under(section) => {
                let under = path_of(section);
                return Some(Line {
                    under,
                    kind: "",
                    what: "",
                    moved: String::new(),
                    runs: Vec::new(),
                });
            }
            Piece::More(_) => return None,
            Piece::Part(part) => part,
        };
        let section = |section: &[String]| match section {
            [] => names.words.say("moved_top").to_owned(),
            section => format!("“{}”", path_of(section)),
        };
        let (what, moved) = match &part.what {
            What::Same => ("same", String::new()),
            What::Edited => ("edited", String::new()),
            What::Added => ("added", String::new()),
            What::Removed => ("removed", String::new()),
            What::MovedHere(from) => {
                ("moved", names.words.fill("moved_here", &[("section", &section(from))]))
            }
            What::MovedAway(to) => {
                ("moved", names.words.fill("moved_away", &[("section", &section(to))]))
            }
        };
        let kind = match part.kind {
            Kind::Heading(_) => "heading",
            Kind::Paragraph => "paragraph",
            Kind::Item(_) => "item",
            Kind::Row => "row",
            Kind::Code => "code",
        };
        let runs = part.runs.iter().map(|run| Words {
            mark: run.mark,
            spaced: run.text.starts_with(' '),
            text: run.text.trim_start().to_owned(),
        });
        Some(Line { under: String::new(), kind, what, moved, runs: runs.collect() })
    }
}
