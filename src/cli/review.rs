//! `handbook review`

use jiff::civil::Date;
use zola_handbook::content::Page;
use zola_handbook::handbook::Handbook;
use zola_handbook::org::{Review as OrgReview, ReviewedPage, review_file};

use super::changes::{Depth, Opened, find_page};
use super::naming::{Name, person};
use super::writing::write;
use super::{Failure, Global, Status, Terminal};

/// Record that a page was read and is still right
///
/// Writes the day, the reader and the commit at which they read it to org/reviews/, one file a page.
/// The page's next review is counted from that day; when it last changed stays as it is. Commit the
/// file to let others know.
///
/// The reader is whom git's user.email belongs to, or whom --by names.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  handbook review policies/leave.md
  handbook review policies/leave.md --by ada")]
pub struct Review {
    /// The page: its file, its address or its title
    #[arg(required = true)]
    page: Vec<String>,
    /// Who read it, by id or name
    #[arg(long, value_name = "PERSON")]
    by: Option<String>,
    /// The day on which it was read; today where it is left out
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::day)]
    date: Option<Date>,
}

impl Review {
    /// Writes the file.
    ///
    /// # Errors
    /// Where there is no such page or person, or the file cannot be written.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let mut opened = Opened::open(global, Depth::default(), terminal)?;
        if opened.handbook.location.repository.as_ref().is_some_and(|git| git.is_bare()) {
            return Err(Failure::Usage(
                "a bare repository has no files to write to: record reviews in a clone".to_owned(),
            ));
        }
        let name = Name::of(&self.page);
        let word = name.as_str().trim_start_matches("page:");
        let found = find_page(&mut opened, word, terminal)?;
        let Opened { handbook, .. } = opened;
        let page =
            found.iter().find_map(|file| handbook.pages.iter().find(|page| page.file == *file));
        let Some(page) = page else {
            return Err(Failure::Usage(format!("`{word}` is gone, so it cannot be read")));
        };
        let repository = handbook.location.repository.as_ref();
        let by = match &self.by {
            Some(by) => Some(person(&handbook.org, by)?),
            None => {
                let user = repository.map(|git| git.user()).transpose()?.flatten();
                user.as_ref().and_then(|user| handbook.people.behind(user)).cloned()
            }
        };
        let Some(by) = by else {
            return Err(Failure::Usage(
                "nobody in org/people/ has the address of git's user.email; say who read the page \
                 with --by"
                    .to_owned(),
            ));
        };
        if handbook.history.uncommitted.contains_key(&page.file) {
            terminal.line(&format!(
                "note: {} has edits that are not committed; the review is of HEAD",
                page.file
            ));
        }
        let reviewed = ReviewedPage::new(page.path.as_str());
        let last = handbook.review(page);
        let date = self.day(&handbook, page, last)?;
        let path = handbook.location.root.join("org/reviews").join(format!("{reviewed}.toml"));
        let about = |error: std::io::Error| {
            Failure::Machine(format!("cannot read {}: {error}", path.display()).into())
        };
        let before = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(about(error)),
        };
        let head = handbook.history.head.map(|head| head.to_string());
        let text = review_file(&before, date, &by, head.as_deref())?;
        write(&path, text.as_bytes())?;
        let name = handbook.org.person(&by).map_or(by.as_str(), |one| &one.name.value);
        terminal.line(&format!("{name} read “{}” on {date}: it is still right.", page.title));
        if let Some((day, reader)) = last.and_then(|last| of(&handbook, last))
            && (day, reader) != (date, name)
        {
            terminal.line(&format!("It was last read on {day}, by {reader}."));
        }
        let every =
            handbook.ownership.pages.get(&page.file).and_then(|owned| owned.review_every.as_ref());
        if let Some(next) = every.and_then(|every| every.value.after(date)) {
            terminal.line(&format!("It is to be read again by {next}."));
        }
        terminal.line(&format!("Written to org/reviews/{reviewed}.toml: commit it."));
        Ok(Status::Clean)
    }

    /// The day of the review. One on which nobody can have read the page is refused, and one before
    /// its last review: that is the one that counts.
    fn day(
        &self,
        handbook: &Handbook,
        page: &Page,
        last: Option<&OrgReview>,
    ) -> Result<Date, Failure> {
        let date = self.date.unwrap_or(handbook.today);
        let refuse = |why: String| {
            Err(Failure::Usage(match self.date {
                Some(_) => format!("--date: {why}"),
                None => format!("today is {date}, and {why}"),
            }))
        };
        if date > handbook.today {
            return refuse(format!("{date} is still to come"));
        }
        let history = &handbook.history;
        let first = history.pages.get(&page.file).and_then(|log| log.changes.last());
        let since = first.map(|first| handbook.day(history.commit(first).landed.at));
        if let Some(since) =
            since.filter(|since| date < *since && !history.completeness.is_shallow())
        {
            return refuse(format!("“{}” is there since {since}", page.title));
        }
        match last.and_then(|last| of(handbook, last)) {
            Some((day, reader)) if date < day => refuse(format!(
                "“{}” was read after that, on {day} by {reader}, and the last review counts",
                page.title
            )),
            _ => Ok(date),
        }
    }
}

/// The day of a review, and what its reader is called.
fn of<'h>(handbook: &'h Handbook, review: &'h OrgReview) -> Option<(Date, &'h str)> {
    let by = &review.by.as_ref()?.value;
    let person = handbook.org.person(by);
    let name = person.map_or(by.as_str(), |person| person.name.value.as_str());
    Some((review.date.as_ref()?.value, name))
}
