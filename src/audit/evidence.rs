//! What says that somebody agreed to a change.

use std::collections::BTreeMap;

use super::record::{Evidence, EvidenceKind, Misfit, Record, Strength, Who};
use super::signers::Signer;
use crate::config::NamePattern;
use crate::history::{Commit, HistoryError, Identity, People, Said, Trailer};
use crate::metadata::CommitPrefix;
use crate::org::{Approval, Org};

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
    pub(super) org: &'a Org,
    people: &'a People,
    /// Names of machines of the company.
    bots: &'a [NamePattern],
    /// The repository's address, which says on which forge it is.
    pub(super) remote: Option<&'a str>,
    /// Whether the commit by which a request landed is in this repository.
    is_here: &'a (dyn Fn(&CommitPrefix) -> Result<bool, HistoryError> + Sync),
    /// By the first seven digits of the commit that landed.
    approvals: BTreeMap<&'a str, Vec<&'a Approval>>,
}

impl<'a> Records<'a> {
    /// What an organisation and its records of approvals know. `bots` are names of machines besides
    /// those that everybody knows, and `remote` is the repository's address, where it has one.
    #[must_use]
    pub fn new(
        (org, people): (&'a Org, &'a People),
        bots: &'a [NamePattern],
        remote: Option<&'a str>,
        is_here: &'a (dyn Fn(&CommitPrefix) -> Result<bool, HistoryError> + Sync),
    ) -> Self {
        let mut approvals: BTreeMap<&str, Vec<&Approval>> = BTreeMap::new();
        for approval in org.approvals.values() {
            let key = approval.landed.value.as_str().get(..7).unwrap_or_default();
            approvals.entry(key).or_default().push(approval);
        }
        Self { org, people, bots, remote, is_here, approvals }
    }

    /// Whether a machine goes by a name and an address, or by an account's name: evidence of nothing.
    pub(super) fn is_machine(&self, identity: &Identity) -> bool {
        identity.is_machine()
            || self.is_named(&identity.name)
            || self.is_named(&self.who(identity).name)
    }

    /// Whether the company says that a name is a machine's.
    fn is_named(&self, name: &str) -> bool {
        self.bots.iter().any(|bot| bot.matches(name))
    }

    /// Somebody behind a commit.
    #[must_use]
    pub fn who(&self, identity: &Identity) -> Who {
        self.known(self.people.behind(identity).cloned(), &identity.name, identity.email.clone())
    }

    /// Who wrote a commit, machines left out. An author whom nobody knows by their address is known
    /// by their key, where they committed it themselves or go by the same name.
    fn authors(&self, commit: &Commit, signer: Option<&Signer>) -> Vec<Who> {
        let is_person = |one: &Identity| !self.is_machine(one);
        let author = Some(&*commit.author).filter(|one| is_person(one)).map(|one| {
            let who = self.who(one);
            let signer = signer.filter(|signer| who.id.is_none() && signer.sound);
            let whose = signer.map(|signer| (signer.by_author, self.signer(signer)));
            match whose {
                Some((by_author, whose)) if by_author || who.is(&whose) => whose,
                _ => who,
            }
        });
        let others = commit.co_authors.iter().filter(|one| is_person(one));
        author.into_iter().chain(others.map(|one| self.who(one))).collect()
    }

    /// The person whose key signed.
    fn signer(&self, signer: &Signer) -> Who {
        self.known(Some(signer.id.clone()), &signer.name, Default::default())
    }

    pub(super) fn known(
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
            let is_person = !self.is_machine(&landing.author);
            // Who merged took it on; the forge's record knows better, where it is there, and a
            // signature knows who merged, or that this commit is not as somebody made it.
            if records.is_empty() && signer.is_none() && landing.parents.len() > 1 && is_person {
                all.push(Evidence {
                    kind: EvidenceKind::Merge,
                    source: landed.short(),
                    by: self.who(&landing.author),
                    strength: Strength::Claimed,
                    other: None,
                });
            }
        }
        // Of a squashed or rebased branch, the commits that were reviewed are gone.
        let parents = landing.map_or(&commit.parents, |landing| &landing.parents);
        let head = parents.get(1).copied();
        all.extend(records.iter().flat_map(|one| self.reviews(one, Strength::Forge, head)));
        let mut requesters: Vec<Who> =
            records.iter().filter_map(|record| self.requester(record)).collect();
        let mut objections: Vec<Who> =
            records.iter().flat_map(|record| self.objections(record)).collect();
        if records.is_empty() {
            let subject = landing.map_or(commit.subject.as_str(), |landing| &landing.subject);
            let named = number_in(subject).and_then(|number| self.org.approvals.get(&number));
            if let Some(record) = named
                && !(self.is_here)(&record.landed.value)?
            {
                all.extend(self.reviews(record, Strength::Claimed, head));
                requesters.extend(self.requester(record));
                objections.extend(self.objections(record));
            }
        }
        let recorded = !records.is_empty();
        Ok(Record { authors, requesters, evidence: all, objections, misfits, recorded })
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
        (!self.is_named(&by.name)).then(|| Evidence {
            kind: EvidenceKind::Signature,
            source: commit.to_owned(),
            by,
            strength: Strength::Signed,
            other: None,
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
                Identity { name: trailer.value.clone(), email }
            })
            // Of a trailer without a name and an address nobody knows whether it was an author's own.
            .filter(|identity| !identity.name.is_empty() || !identity.email.is_empty())
            .filter(|identity| !self.is_machine(identity))
            .map(|identity| Evidence {
                kind: EvidenceKind::Trailer,
                source: source.to_owned(),
                by: self.who(&identity),
                strength: Strength::Claimed,
                other: None,
            })
            .collect()
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
