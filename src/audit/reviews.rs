//! What a forge's record of a request says: who agreed to it, to what, and whose it was.

use super::evidence::Records;
use super::record::{Evidence, EvidenceKind, Strength, Who};
use crate::history::{CommitId, Identity};
use crate::org::{Account, Approval, Forge, ForgeReview, Person, ReviewState};

impl Records<'_> {
    /// The approvals that stood in the end: a reviewer's last yes or no counts, a comment is
    /// neither. `head` is the last commit of what landed, where that can be told.
    pub(super) fn reviews(
        &self,
        record: &Approval,
        strength: Strength,
        head: Option<CommitId>,
    ) -> Vec<Evidence> {
        let source = match &record.url {
            Some(url) => url.value.to_string(),
            None => record.place.path().to_string(),
        };
        self.last_words(record, ReviewState::Approved)
            .map(|review| Evidence {
                kind: EvidenceKind::Review,
                source: source.clone(),
                by: self.by_account(&review.by.value, record),
                strength,
                other: review.commit.as_ref().and_then(|commit| {
                    let is_other = !commit.value.names(&head?.to_string());
                    is_other.then(|| commit.value.as_str().chars().take(7).collect())
                }),
            })
            .collect()
    }

    /// The reviewers of a request whose last word was that something must change first.
    pub(super) fn objections(&self, record: &Approval) -> Vec<Who> {
        let objections = self.last_words(record, ReviewState::ChangesRequested);
        objections.map(|review| self.by_account(&review.by.value, record)).collect()
    }

    /// The reviews that were a person's last word, and said this.
    fn last_words<'r>(
        &self,
        record: &'r Approval,
        state: ReviewState,
    ) -> impl Iterator<Item = &'r ForgeReview> {
        let said = last_words(record).into_iter().filter(move |one| one.state.value == state);
        said.filter(|review| !self.is_machines_account(&review.by.value))
    }

    /// Whose request it was, unless a machine's.
    pub(super) fn requester(&self, record: &Approval) -> Option<Who> {
        let account = &record.author.as_ref()?.value;
        (!self.is_machines_account(account)).then(|| self.by_account(account, record))
    }

    fn is_machines_account(&self, account: &Account) -> bool {
        self.is_machine(&Identity { name: account.as_str().to_owned(), ..Identity::default() })
    }

    /// The person of an account; `bob` on one forge need not be `bob` on another. Where neither the
    /// record nor the repository says which forge it was, it is whomever one of them alone knows.
    fn by_account(&self, account: &Account, record: &Approval) -> Who {
        let login = account.as_str();
        let on = |forge| self.org.person_by_account(forge, login);
        let said = record.url.as_ref().map(|url| Forge::of_request(&url.value.to_string()));
        let person = match said.or_else(|| Forge::of_remote(self.remote?)) {
            Some(forge) => on(forge),
            None => match (on(Forge::GitHub), on(Forge::GitLab)) {
                (Some(one), Some(other)) if one.id != other.id => None,
                (one, other) => one.or(other),
            },
        };
        let id = person.map(|person: &Person| person.id.clone());
        self.known(id, login, Default::default())
    }
}

/// The last yes or no of each reviewer, by when they said it, or else by the order of the file.
fn last_words(record: &Approval) -> Vec<&ForgeReview> {
    let mut reviews: Vec<&ForgeReview> = record.reviews.iter().collect();
    if reviews.iter().all(|review| review.at.is_some()) {
        reviews.sort_by_key(|review| review.at.as_ref().map(|at| at.value));
    }
    let mut last: Vec<&ForgeReview> = Vec::new();
    for review in reviews {
        let by = review.by.value.as_str();
        match last.iter_mut().find(|known| known.by.value.is(by)) {
            Some(_) if review.state.value == ReviewState::Commented => {}
            Some(known) => *known = review,
            None => last.push(review),
        }
    }
    last
}
