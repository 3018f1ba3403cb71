//! `handbook log`

use super::changes::{Asked, Choose, Depth, Opened, Question, Show, add, find};
use super::naming::Name;
use super::{Failure, Global, Status, Terminal};

/// Tell the whole history of a page, a team, a feature or a person
///
/// The same as `handbook audit`, of one thing and from its beginning. A page is followed through
/// its names. Of a folder it tells the pages in it and below, of a team the pages that it owns or
/// owned, of a feature the pages that document it, of a person what they wrote, agreed to or owned.
///
/// A word is looked up as a feature, then a team, a person, a page; `feature:`, `team:`, `person:`
/// or `page:` in front of it says which is meant.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  handbook log policies/leave.md --redline     how a rule came to say what it says
  handbook log team:replay --since 90d         what changed lately on a team's pages")]
pub struct Log {
    /// A page by its file, its address or its title; a folder of pages; a team, feature or person by
    /// id or name
    #[arg(value_name = "PAGE|TEAM|FEATURE|PERSON", required = true)]
    subject: Vec<String>,
    #[command(flatten)]
    choose: Choose,
    #[command(flatten)]
    show: Show,
}

impl Log {
    /// Tells the history.
    ///
    /// # Errors
    /// Where the word names nothing, or the machine fails.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let mut opened = Opened::open(global, Depth::default(), terminal)?;
        let subject = Name::of(&self.subject);
        let mut found = find(&mut opened, subject.as_str(), terminal)?.into_iter();
        let (mut selection, bounds) = self.choose.selection(&mut opened, terminal)?;
        let handbook = &opened.handbook;
        let Some(first) = found.next() else { return Ok(Status::Clean) };
        let about = match &first {
            Asked::Feature(id) => handbook.org.feature(id).map(|one| one.name.value.clone()),
            Asked::Team(id) => handbook.org.team(id).map(|one| one.name.value.clone()),
            Asked::Person(id) => handbook.org.person(id).map(|one| one.name.value.clone()),
            Asked::Folder(folder, _) => Some(folder.to_string()),
            Asked::Page(file) => Some(
                handbook
                    .pages
                    .iter()
                    .find(|page| page.file == *file)
                    .map_or_else(|| file.to_string(), |page| page.title.clone()),
            ),
        };
        add(&mut selection, first);
        let question = Question { selection, bounds, show: &self.show, about };
        question.answer(&mut opened, terminal)?;
        let others: Vec<String> = found.map(|one| one.written()).collect();
        if !others.is_empty() {
            terminal.line(&format!("note: `{}` is also {}", subject.as_str(), others.join(", ")));
        }
        Ok(Status::Clean)
    }
}
