//! SSH keys that are made anew for every test, and what they sign.

use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha256};
use ssh_key::private::{EcdsaKeypair, Ed25519Keypair};
use ssh_key::public::{EcdsaPublicKey, KeyData, SkEcdsaSha2NistP256, SkEd25519};
use ssh_key::rand_core::{CryptoRng, Error, RngCore};
use ssh_key::{
    EcdsaCurve, HashAlg, LineEnding, PrivateKey, PublicKey, Signature, SigningKey, SshSig,
};

/// Where the keys on a security key say that they are for.
const APPLICATION: &str = "ssh:";
/// How a security key says that somebody touched it, and how often it has signed.
const TOUCHED: [u8; 5] = [1, 0, 0, 0, 7];

/// A key pair.
#[derive(Clone)]
pub struct Key {
    private: PrivateKey,
    /// Whether the private half is on a security key.
    on_device: bool,
}

impl Key {
    /// An Ed25519 key: the same for the same seed.
    pub fn new(seed: u8) -> Self {
        Self { private: Ed25519Keypair::from_seed(&[seed; 32]).into(), on_device: false }
    }

    /// An Ed25519 key on a security key.
    pub fn on_device(seed: u8) -> Self {
        Self { on_device: true, ..Self::new(seed) }
    }

    /// A key on one of NIST's curves.
    pub fn nist(seed: u8, curve: EcdsaCurve) -> Self {
        let keypair = EcdsaKeypair::random(&mut Repeated(seed), curve).unwrap();
        Self { private: keypair.into(), on_device: false }
    }

    /// One on NIST's P-256 that is on a security key.
    pub fn nist_on_device(seed: u8) -> Self {
        Self { on_device: true, ..Self::nist(seed, EcdsaCurve::NistP256) }
    }

    fn public(&self) -> KeyData {
        match self.private.public_key().key_data() {
            KeyData::Ed25519(key) if self.on_device => {
                KeyData::SkEd25519(SkEd25519::new(*key, APPLICATION))
            }
            KeyData::Ecdsa(EcdsaPublicKey::NistP256(point)) if self.on_device => {
                KeyData::SkEcdsaSha2NistP256(SkEcdsaSha2NistP256::new(*point, APPLICATION))
            }
            other => other.clone(),
        }
    }

    /// The line of its `.pub` file.
    pub fn line(&self) -> String {
        PublicKey::new(self.public(), "made for a test").to_openssh().unwrap()
    }

    /// The key of [`Key::line`] alone, which must be nowhere.
    pub fn body(&self) -> String {
        self.line().split(' ').nth(1).unwrap().to_owned()
    }

    /// The file of the private half, as `ssh-keygen` writes it.
    pub fn private_file(&self) -> String {
        self.private.to_openssh(LineEnding::LF).unwrap().to_string()
    }

    /// What git puts into a commit's header.
    pub fn sign(&self, payload: &[u8]) -> String {
        self.sign_for("git", payload)
    }

    /// The same for something else than git.
    pub fn sign_for(&self, namespace: &str, payload: &[u8]) -> String {
        let data = SshSig::signed_data(namespace, HashAlg::Sha512, payload).unwrap();
        if self.on_device {
            // PROTOCOL.u2f: a device signs hashes, and with them what it has to say itself.
            let (of, hash) = (Sha256::digest(APPLICATION), Sha256::digest(&data));
            let signature = signed(&self.private, &[&of[..], &TOUCHED, &hash].concat());
            return self.armored(namespace, &signature);
        }
        let signature = signed(&self.private, &data);
        let signed = SshSig::new(self.public(), namespace, HashAlg::Sha512, signature).unwrap();
        signed.to_pem(LineEnding::LF).unwrap()
    }

    /// PROTOCOL.sshsig with a device's signature, written here since the library writes one of the
    /// two kinds otherwise than OpenSSH.
    fn armored(&self, namespace: &str, signature: &Signature) -> String {
        fn string(bytes: &[u8]) -> Vec<u8> {
            [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat()
        }
        let key = PublicKey::new(self.public(), "").to_bytes().unwrap();
        let kind = self.public().algorithm().to_string();
        let signature =
            [string(kind.as_bytes()), string(signature.as_bytes()), TOUCHED.to_vec()].concat();
        let parts = [
            b"SSHSIG\0\0\0\x01".to_vec(),
            string(&key),
            string(namespace.as_bytes()),
            string(b""),
            string(b"sha512"),
            string(&signature),
        ];
        let text = Base64::encode_string(&parts.concat());
        let lines: Vec<_> =
            text.as_bytes().chunks(70).map(|line| std::str::from_utf8(line).unwrap()).collect();
        let lines = lines.join("\n");
        format!("-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n")
    }
}

fn signed(key: &impl SigningKey, data: &[u8]) -> Signature {
    key.try_sign(data).unwrap()
}

/// Anything but random: the same bytes for ever.
struct Repeated(u8);

impl RngCore for Repeated {
    fn next_u32(&mut self) -> u32 {
        u32::from_le_bytes([self.0; 4])
    }
    fn next_u64(&mut self) -> u64 {
        u64::from_le_bytes([self.0; 8])
    }
    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        bytes.fill(self.0);
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl CryptoRng for Repeated {}
