//! The keys by which people sign their commits.

use std::fmt;

use ssh_key::{Algorithm, EcdsaCurve, PublicKey};
use toml::de::DeValue;

use crate::metadata::{FromValue, Refusal, Scalar, text_of};

/// A public SSH key, kept only to recognise whose signature a commit bears.
///
/// Like an [`Email`](crate::email::Email) it is published nowhere: it has no `Display` and no
/// `Serialize`, and its `Debug` says nothing. Two are equal where their keys are, whatever the
/// comments behind them say.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningKey(Box<PublicKey>);

impl SigningKey {
    /// The key, for verifying what it signed.
    pub(crate) fn public(&self) -> &PublicKey {
        &self.0
    }

    /// Its fingerprint as `ssh-keygen -l` shows it, for finding equal ones in a map.
    pub(crate) fn fingerprint(&self) -> String {
        self.0.fingerprint(ssh_key::HashAlg::Sha256).to_string()
    }
}

impl FromValue for SigningKey {
    const SCALAR: Scalar = Scalar::Text;

    /// Reads the line of a `.pub` file: kind, key and, for people alone, a comment.
    ///
    /// No message repeats it: it may be a private key that was pasted by mistake.
    fn from_value(value: &DeValue<'_>) -> Result<Self, Refusal> {
        let text = text_of(value)?;
        if text.contains("PRIVATE KEY") {
            let help = "take it out and make a new pair: whoever reads the repository has this one\n\
                        what belongs here is the line of its `.pub` file";
            return Err(Refusal::value("holds a private key").with_help(help));
        }
        if text.contains("BEGIN PGP") {
            let help = "commits are known by SSH keys alone: take it out, or write the line of an \
                        SSH key's `.pub` file";
            return Err(Refusal::value("holds an OpenPGP key").with_help(help));
        }
        let mut words = text.split_whitespace();
        let (kind, key) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        // The comment is often a mail address, and nothing is ever done with it.
        let read = PublicKey::from_openssh(&format!("{kind} {key}"));
        let public = read.map_err(|_| match kind.parse::<Algorithm>() {
            // An unknown kind is a name of somebody's own, with `@`.
            Ok(known) if !key.is_empty() && !matches!(known, Algorithm::Other(_)) => {
                Refusal::value("holds a public SSH key that is cut short or has a slip in it")
                    .with_help("copy the whole line of the key's `.pub` file")
            }
            _ if kind.contains("-cert-v01@") => {
                Refusal::value("holds an SSH certificate, which is not a key")
                    .with_help("write the line of the `.pub` file without `-cert` in its name")
            }
            _ => Refusal::value("holds something that is not a public SSH key").with_help(
                "write the line of the key's `.pub` file: \"ssh-ed25519 AAAA… comment\"",
            ),
        })?;
        if is_verified(&public.algorithm()) {
            return Ok(Self(Box::new(public)));
        }
        let message = format!("holds a key of the kind `{kind}`, which is not verified");
        Err(Refusal::value(message).with_help(
            "write a key of one of the kinds ssh-ed25519, ecdsa-sha2-nistp256, \
             ecdsa-sha2-nistp384, sk-ssh-ed25519@openssh.com, \
             sk-ecdsa-sha2-nistp256@openssh.com; `ssh-keygen -t ed25519` makes one",
        ))
    }
}

/// Whether signatures by keys of that kind can be verified.
///
/// RSA is not among them: the one library for it that needs no C has an open advisory,
/// RUSTSEC-2023-0071. DSA has been given up by OpenSSH itself.
fn is_verified(kind: &Algorithm) -> bool {
    match kind {
        Algorithm::Ed25519 | Algorithm::SkEd25519 | Algorithm::SkEcdsaSha2NistP256 => true,
        Algorithm::Ecdsa { curve } => matches!(curve, EcdsaCurve::NistP256 | EcdsaCurve::NistP384),
        _ => false,
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_key_does_not_show_itself_in_debug_output() {
        let line =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti";
        let key = SigningKey(Box::new(PublicKey::from_openssh(line).unwrap()));
        assert_eq!(format!("{key:?}"), "SigningKey(…)");
    }
}
