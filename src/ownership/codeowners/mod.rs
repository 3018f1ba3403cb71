//! CODEOWNERS: the same answers, for a forge that asks for reviews by them.

mod pages;
mod pattern;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use self::pattern::{Matcher, Pattern};
use super::Ownership;
use crate::content::Page;
use crate::org::{Accounts, CodeClaims, Feature, FeatureId, Forge, Holder, Org, PersonId};
use crate::root::RepoPath;

pub use pattern::pattern_of;
pub use written::{Written, WrittenLine};

/// By what a file that was made here is known.
const MADE: &str = "Made by `handbook codeowners`";

/// A file of owners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeOwners {
    /// What the file holds.
    pub text: String,
    /// Owners who cannot be named, since no account of theirs is known.
    pub unnamed: BTreeSet<Holder>,
}

/// What the file is made from.
#[derive(Debug, Clone, Copy)]
pub struct Owned<'a> {
    /// The people, teams and features.
    pub org: &'a Org,
    /// Who owns what.
    pub ownership: &'a Ownership,
    /// Every page.
    pub pages: &'a [Page],
    /// The content folder from the repository's root.
    pub content: &'a RepoPath,
    /// Every file of the repository, sorted.
    pub files: &'a [RepoPath],
    /// The day to judge by.
    pub today: Date,
}

/// Those who are asked for a review: logins and teams, each with its `@`, in order.
type Asked = BTreeSet<String>;

/// Where a forge looks for the file, the first place first.
#[must_use]
pub fn places(forge: Forge) -> [&'static str; 3] {
    match forge {
        Forge::GitHub => [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"],
        Forge::GitLab => ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"],
    }
}

/// The account on a forge, with its `@`.
fn mention(forge: Forge, accounts: &Accounts) -> Option<String> {
    let account = forge.account(accounts)?;
    Some(format!("@{}", account.as_str().trim_start_matches('@')))
}

impl Owned<'_> {
    /// Writes the file: first the code of features, asked of their teams, then the pages, asked of
    /// their owners. The last line that matches a file counts, on either forge.
    #[must_use]
    pub fn code_owners(&self, forge: Forge) -> CodeOwners {
        let mut unnamed = BTreeSet::new();
        let mut text = format!(
            "# Who is asked to review what, on {}. {MADE} from org/ and from\n\
             # what pages say of themselves: do not edit it here.\n",
            forge.name()
        );
        let claims = CodeClaims::of(self.org);
        let code = self.code(&claims, forge, &mut unnamed);
        if !code.is_empty() {
            text.push_str("\n# Code, by feature\n");
            text.push_str(&code);
        }
        let pages = self.page_lines(&claims, forge, &mut unnamed);
        if !pages.is_empty() {
            text.push_str("\n# Pages, by owner\n");
            text.push_str(&pages);
        }
        let alike = self.lines_of_alike(&claims, forge);
        if !alike.is_empty() {
            text.push_str("\n# Files that lines above would match for another\n");
            text.push_str(&alike);
        }
        CodeOwners { text, unnamed }
    }

    /// Those who are asked about what somebody holds: a team's account, else those of its members
    /// who are here; a person's account.
    #[must_use]
    pub fn asked(&self, holder: &Holder, forge: Forge) -> Asked {
        match holder {
            Holder::Person(id) => self.login(id, forge).into_iter().collect(),
            Holder::Team(id) => {
                let Some(team) = self.org.team(id) else { return Asked::new() };
                match mention(forge, &team.accounts) {
                    Some(account) => Asked::from([account]),
                    None => {
                        let members = team.members.iter();
                        members.filter_map(|member| self.login(&member.value, forge)).collect()
                    }
                }
            }
        }
    }

    /// Those who are asked about the code of a feature: its team, else its captain.
    #[must_use]
    pub fn holder_of_code(&self, feature: &FeatureId) -> Option<Holder> {
        let owned = self.ownership.features.get(feature)?;
        let team = owned.team.as_ref().map(|team| team.value.clone());
        let team =
            team.filter(|id| self.org.team(id).is_some_and(|team| team.is_current_on(self.today)));
        let captain = owned.captain.as_ref().map(|captain| Holder::Person(captain.value.clone()));
        team.map(Holder::Team).or(captain)
    }

    fn login(&self, id: &PersonId, forge: Forge) -> Option<String> {
        let person = self.org.person(id).filter(|person| person.is_current_on(self.today))?;
        mention(forge, &person.accounts)
    }

    fn asked_or_noted(
        &self,
        holder: &Holder,
        forge: Forge,
        unnamed: &mut BTreeSet<Holder>,
    ) -> Asked {
        let asked = self.asked(holder, forge);
        if asked.is_empty() && self.org.is_current_on(holder, self.today) {
            unnamed.insert(holder.clone());
        }
        asked
    }

    fn code(
        &self,
        claims: &CodeClaims<'_>,
        forge: Forge,
        unnamed: &mut BTreeSet<Holder>,
    ) -> String {
        let mut text = String::new();
        for feature in self.org.features.values() {
            if feature.code_here().next().is_none() {
                continue;
            }
            let holder = self.holder_of_code(&feature.id);
            let asked = holder.map(|holder| self.asked_or_noted(&holder, forge, unnamed));
            let asked = asked.unwrap_or_default();
            for glob in feature.code_here() {
                for pattern in pattern::of_glob(&glob.value, self.files) {
                    text.push_str(&line(&pattern, &asked));
                }
            }
        }
        // A file that several features claim is asked of all of them.
        let mut shared: BTreeMap<&RepoPath, Asked> = BTreeMap::new();
        for file in self.files {
            let owners = claims.on(file.as_str());
            if owners.len() > 1 {
                shared.insert(file, self.asked_of_code(&owners, forge));
            }
        }
        for (file, asked) in shared {
            text.push_str(&line(&pattern::of_file(file), &asked));
        }
        text
    }
}

impl Owned<'_> {
    /// The lines of files that the line of another matches, too, since that one's path cannot be
    /// written: whoever calls a file `p\u{1}y.md` is not asked about `pay.md` for it. Likewise of files
    /// in a folder that is called as pages are, `old.md/logo.svg`: a line for pages matches the folder.
    fn lines_of_alike(&self, claims: &CodeClaims<'_>, forge: Forge) -> String {
        let mut matchers = Vec::new();
        for file in self.files.iter().filter(|file| !pattern::is_exact(file)) {
            matchers.extend(Matcher::new(pattern::of_file(file).as_str()));
            let ending = file.file_name().rsplit_once('.').map_or("", |(_, ending)| ending);
            let folders = std::iter::successors(file.parent(), RepoPath::parent);
            for folder in folders.filter(|folder| !pattern::is_exact(folder)) {
                matchers.extend(Matcher::new(pattern::of_folder(&folder, ending).as_str()));
            }
        }
        let endings: BTreeSet<String> = self
            .pages
            .iter()
            .filter_map(|page| Some(format!(".{}/", page.file.file_name().rsplit_once('.')?.1)))
            .collect();
        let is_in_page_like_folder = |file: &RepoPath| {
            endings.iter().any(|ending| file.as_str().contains(ending))
                && !self.ownership.pages.contains_key(file)
        };
        let is_alike = |file: &&RepoPath| {
            pattern::is_exact(file)
                && (is_in_page_like_folder(file)
                    || matchers.iter().any(|matcher| matcher.matches(file)))
        };
        let alike = self.files.iter().filter(is_alike);
        alike
            .map(|file| line(&pattern::of_file(file), &self.asked_about(file, claims, forge)))
            .collect()
    }

    /// Those who are asked about a file: of a page its owner, of others whoever holds the features
    /// that claim it.
    fn asked_about(&self, file: &RepoPath, claims: &CodeClaims<'_>, forge: Forge) -> Asked {
        if let Some(page) = self.ownership.pages.get(file) {
            let owner = page.owner.as_ref();
            return owner.map(|owner| self.asked(&owner.value, forge)).unwrap_or_default();
        }
        self.asked_of_code(&claims.on(file.as_str()), forge)
    }

    /// Those who are asked about code that these features claim.
    fn asked_of_code(&self, claiming: &[&Feature], forge: Forge) -> Asked {
        let holders = claiming.iter().filter_map(|feature| self.holder_of_code(&feature.id));
        holders.flat_map(|holder| self.asked(&holder, forge)).collect()
    }
}

/// A line of the file. Without anybody to ask it still takes the file from those of lines above.
fn line(pattern: &Pattern, asked: &Asked) -> String {
    let mut line = pattern.as_str().to_owned();
    for one in asked {
        line.push(' ');
        line.push_str(one);
    }
    line.push('\n');
    line
}
