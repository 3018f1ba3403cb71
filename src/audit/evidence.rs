//! What says that somebody agreed to a change.

use std::collections::BTreeMap;

use super::record::{Evidence, EvidenceKind, Misfit, Record, Strength, Who};
use super::signers::Signer;
use crate::history::{Commit, HistoryError, Identity, People, Said, Trailer};
use crate::metadata::CommitPrefix;
use crate::org::{Account, Approval, Org, ReviewState};

/// Trailers by which somebody says that they agreed. `Signed-off-by` says something else.
const TRAILERS: [&str; 4] = ["reviewed-by", "approved-by", "acked-by", "reviewed-and-approved-by"];

/// Whose keys signed a change and what brought it in.
#[derive(Debug, Clone, Default)]
pub struct Signatures {
    /// The commit of the change itself.
    pub own: Option<Signer>,
    /// The commit by which it landed, where that is another one.
    pub landing: Option<Signer>,
    /// Whether the change is on the published branch, and not only on its way there.
    pub published: bool,
}

/// The people and the forge's records by which evidence is read.
pub struct Records<'a> {
    org: &'a Org,
    people: &'a People,
    /// Whether a name is a machine's.
    is_machine: &'a (dyn Fn(&str) -> bool + Sync),
    /// Whether the commit by which a request landed is in this repository.
    is_here: &'a (dyn Fn(&CommitPrefix) -> Result<bool, HistoryError> + Sync),
    /// By the first seven digits of the commit that landed.
    approvals: BTreeMap<&'a str, Vec<&'a Approval>>,
}

impl<'a> Records<'a> {
    /// What an organisation and its records of approvals know.
    #[must_use]
    pub fn new(
        org: &'a Org,
        people: &'a People,
        is_machine: &'a (dyn Fn(&str) -> bool + Sync),
        is_here: &'a (dyn Fn(&CommitPrefix) -> Result<bool, HistoryError> + Sync),
    ) -> Self {
        let mut approvals: BTreeMap<&str, Vec<&Approval>> = BTreeMap::new();
        for approval in org.approvals.values() {
            let key = approval.landed.value.as_str().get(..7).unwrap_or_default();
            approvals.entry(key).or_default().push(approval);
        }
        Self { org, people, is_machine, is_here, approvals }
    }

    /// Somebody behind a commit.
    #[must_use]
    pub fn who(&self, identity: &Identity) -> Who {
        self.known(self.people.behind(identity).cloned(), &identity.name, identity.email.clone())
    }

    /// Who wrote a commit, machines left out. An author whom nobody knows by their address is known
    /// by their key, where they committed it themselves.
    fn authors(&self, commit: &Commit, signer: Option<&Signer>) -> Vec<Who> {
        let author = (!commit.flags.bot).then_some(&commit.author);
        let all = author.into_iter().chain(&commit.co_authors);
        let mut authors: Vec<Who> =
            all.filter(|one| !(self.is_machine)(&one.name)).map(|one| self.who(one)).collect();
        if let Some(signer) = signer.filter(|signer| signer.sound)
            && let Some(author) = authors.first_mut().filter(|_| author.is_some())
        {
            let whose = self.signer(signer);
            if author.id.is_none() && (signer.is_author || author.is(&whose)) {
                *author = whose;
            }
        }
        authors
    }

    /// The person whose key signed.
    fn signer(&self, signer: &Signer) -> Who {
        self.known(Some(signer.id.clone()), &signer.name, Default::default())
    }

    fn known(
        &self,
        id: Option<crate::org::PersonId>,
        name: &str,
        email: crate::email::Email,
    ) -> Who {
        let person = id.as_ref().and_then(|id| self.org.person(id));
        let name = person.map_or(name, |person| &person.name.value).to_owned();
        Who { id, name, email }
    }

    /// What the record shows of a commit. `landing` is what the commit says that brought it to the
    /// published branch.
    ///
    /// A request is found by the commit by which it landed. Where history was rewritten since, that
    /// commit is gone, and the number that the commit of today carries in its subject leads to it:
    /// anybody can write a number, so that this is a claim, and not the forge's record of it.
    ///
    /// # Errors
    /// Where git cannot be read.
    pub fn of(
        &self,
        commit: &Commit,
        landing: Option<&Said>,
        signatures: &Signatures,
    ) -> Result<Record, HistoryError> {
        let authors = self.authors(commit, signatures.own.as_ref());
        let mut misfits = Vec::new();
        let mut all = self.trailers(&commit.trailers, &commit.id.short());
        let landed = commit.landed.commit;
        let records = self.records(&landed.to_string());
        let own = self.signature(signatures.own.as_ref(), &commit.id.short(), &mut misfits);
        // Who signs what another wrote took it on, as who merges does: where they put it on the
        // published branch. On a branch, whoever merges that speaks.
        let took_on = signatures.published && landed == commit.id;
        all.extend(own.filter(|one| took_on || authors.iter().any(|who| who.is(&one.by))));
        if let Some(landing) = landing.filter(|_| landed != commit.id) {
            all.extend(self.trailers(&landing.trailers, &landed.short()));
            let signer = signatures.landing.as_ref();
            all.extend(self.signature(signer, &landed.short(), &mut misfits));
            let is_person = !landing.bot && !(self.is_machine)(&landing.author.name);
            // Who merged took it on; the forge's record knows better, where it is there, and a
            // signature knows who merged, or that this commit is not as somebody made it.
            if records.is_empty() && signer.is_none() && landing.parents.len() > 1 && is_person {
                all.push(Evidence {
                    kind: EvidenceKind::Merge,
                    source: landed.short(),
                    by: self.who(&landing.author),
                    strength: Strength::Claimed,
                });
            }
        }
        all.extend(records.iter().flat_map(|record| self.reviews(record, Strength::Forge)));
        if records.is_empty() {
            let subject = landing.map_or(commit.subject.as_str(), |landing| &landing.subject);
            let named = number_in(subject).and_then(|number| self.org.approvals.get(&number));
            if let Some(record) = named
                && !(self.is_here)(&record.landed.value)?
            {
                all.extend(self.reviews(record, Strength::Claimed));
            }
        }
        Ok(Record { authors, evidence: all, misfits, recorded: !records.is_empty() })
    }

    /// A signature as evidence, where it fits and is no machine's.
    fn signature(
        &self,
        signer: Option<&Signer>,
        commit: &str,
        misfits: &mut Vec<Misfit>,
    ) -> Option<Evidence> {
        let signer = signer?;
        let by = self.signer(signer);
        if !signer.sound {
            misfits.push(Misfit { commit: commit.to_owned(), of: by });
            return None;
        }
        (!(self.is_machine)(&by.name)).then(|| Evidence {
            kind: EvidenceKind::Signature,
            source: commit.to_owned(),
            by,
            strength: Strength::Signed,
        })
    }

    fn records(&self, landed: &str) -> Vec<&'a Approval> {
        let near = landed.get(..7).and_then(|key| self.approvals.get(key));
        let near = near.into_iter().flatten().copied();
        near.filter(|approval| approval.landed.value.names(landed)).collect()
    }

    fn trailers(&self, trailers: &[Trailer], source: &str) -> Vec<Evidence> {
        let agreeing = trailers
            .iter()
            .filter(|trailer| TRAILERS.iter().any(|one| trailer.token.eq_ignore_ascii_case(one)));
        agreeing
            .map(|trailer| {
                let email = trailer.email.clone().unwrap_or_default();
                let identity = Identity { name: trailer.value.clone(), email };
                Evidence {
                    kind: EvidenceKind::Trailer,
                    source: source.to_owned(),
                    by: self.who(&identity),
                    strength: Strength::Claimed,
                }
            })
            .filter(|evidence| !(self.is_machine)(&evidence.by.name))
            .collect()
    }

    /// The approvals that stood in the end: a reviewer's last yes or no counts, a comment is
    /// neither.
    fn reviews(&self, record: &Approval, strength: Strength) -> Vec<Evidence> {
        let mut last: Vec<(&Account, ReviewState)> = Vec::new();
        for review in &record.reviews {
            let (by, state) = (&review.by.value, review.state.value);
            match last.iter_mut().find(|(known, _)| known.is(by.as_str())) {
                Some(_) if state == ReviewState::Commented => {}
                Some(known) => known.1 = state,
                None => last.push((by, state)),
            }
        }
        let agreed = last.into_iter().filter(|(_, state)| *state == ReviewState::Approved);
        let source = match &record.url {
            Some(url) => url.value.to_string(),
            None => record.place.path().to_string(),
        };
        agreed
            .map(|(account, _)| Evidence {
                kind: EvidenceKind::Review,
                source: source.clone(),
                by: self.by_account(account, record),
                strength,
            })
            .collect()
    }

    /// The person of an account; `bob` on one forge need not be `bob` on another.
    fn by_account(&self, account: &Account, record: &Approval) -> Who {
        let on_gitlab = record
            .url
            .as_ref()
            .is_some_and(|url| url.value.to_string().contains("/merge_requests/"));
        let person = if on_gitlab {
            self.org.person_by_gitlab(account.as_str())
        } else {
            self.org.person_by_github(account.as_str())
        };
        self.known(person.map(|one| one.id.clone()), account.as_str(), Default::default())
    }
}

/// The number of the request that a commit's subject names as forges write it: `Leave (#12)`, or
/// `Merge pull request #12 from …`.
fn number_in(subject: &str) -> Option<u64> {
    let merged =
        subject.strip_prefix("Merge pull request #").and_then(|rest| rest.split(' ').next());
    let squashed =
        || subject.trim_end().strip_suffix(')')?.rsplit_once("(#").map(|(_, number)| number);
    merged.or_else(squashed)?.parse().ok()
}
