//! Commits that bear an SSH signature, and whether it is of what they say.
//!
//! Read here and not by libgit2, whose `git_commit_extract_signature` takes a NUL for the end of
//! what was signed, so that whatever is written behind one passes, and finds signatures in the
//! words of a message, too.

use std::sync::OnceLock;

use ssh_key::SshSig;

use super::error::HistoryError;
use super::id::CommitId;
use super::object;
use super::repository::Repository;
use crate::org::SigningKey;

/// The namespace in which git signs: what was signed for something else is no commit.
const NAMESPACE: &str = "git";

/// A commit's SSH signature. It names the key that it claims to be made by; whether that is true is
/// another question, which [`Signed::is_sound_by`] answers.
#[derive(Debug)]
pub struct Signed {
    signature: SshSig,
    payload: Vec<u8>,
    by_author: bool,
    sound: OnceLock<bool>,
}

impl Signed {
    fn parse(raw: &[u8]) -> Option<Self> {
        let (payload, signature) = object::split_signature(raw)?;
        let signature = SshSig::from_pem(signature.trim_ascii()).ok()?;
        let by_author = object::is_committed_by_author(raw);
        let signed = Self { signature, payload, by_author, sound: OnceLock::new() };
        (signed.signature.namespace() == NAMESPACE).then_some(signed)
    }

    /// Whether it names that key.
    #[must_use]
    pub fn names(&self, key: &SigningKey) -> bool {
        self.signature.public_key() == key.public().key_data()
    }

    /// Whether that key made it, of this commit.
    #[must_use]
    pub fn is_sound_by(&self, key: &SigningKey) -> bool {
        let verify = || key.public().verify(NAMESPACE, &self.payload, &self.signature).is_ok();
        // One key alone can be right, and it is the same for every page that the commit changed.
        self.names(key) && *self.sound.get_or_init(verify)
    }

    /// Whether the commit says that who committed it also wrote it.
    #[must_use]
    pub fn is_committed_by_author(&self) -> bool {
        self.by_author
    }
}

impl Repository {
    /// The SSH signature of a commit; nothing where it bears none that was made for git. OpenPGP
    /// and X.509 signatures are none of those.
    ///
    /// # Errors
    /// Where git cannot read the commit.
    pub fn signed(&self, id: CommitId) -> Result<Option<Signed>, HistoryError> {
        self.with_trees(|trees| {
            Ok(Signed::parse(trees.read(id.0, git2::ObjectType::Commit)?.data()))
        })
    }
}
