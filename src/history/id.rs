//! Names that git gives to what it stores.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Any object's SHA-1. In the cache it is twenty bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ObjectId(pub(super) [u8; 20]);

impl Hash for ObjectId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut start = [0; 8];
        start.copy_from_slice(&self.0[..8]);
        state.write_u64(u64::from_le_bytes(start));
    }
}

/// A map by object names. They are hashes already, and nobody chooses them at will.
pub(super) type IdMap<T> = HashMap<ObjectId, T, BuildHasherDefault<Hashed>>;
/// A set of object names.
pub(super) type IdSet = HashSet<ObjectId, BuildHasherDefault<Hashed>>;

/// Passes on the start of an object's name as its hash.
#[derive(Default)]
pub(super) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write_u64(&mut self, start: u64) {
        self.0 = start;
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }
}

impl ObjectId {
    /// Reads the first twenty bytes, as a tree's entry holds them; nothing where there are fewer.
    pub(super) fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.get(..20).and_then(|bytes| bytes.try_into().ok()).map(Self)
    }

    fn from_hex(hex: &str) -> Option<Self> {
        if hex.len() != 40 || !hex.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let mut id = [0; 20];
        for (byte, pair) in id.iter_mut().zip(hex.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(id))
    }

    /// Reads forty hexadecimal digits, as a commit's header holds them.
    pub(super) fn from_hex_bytes(hex: &[u8]) -> Option<Self> {
        std::str::from_utf8(hex).ok().and_then(Self::from_hex)
    }
}

impl From<git2::Oid> for ObjectId {
    fn from(id: git2::Oid) -> Self {
        // git2 is built without SHA-256, so that every id has twenty bytes.
        Self::from_slice(id.as_bytes()).unwrap_or(Self([0; 20]))
    }
}

impl ObjectId {
    /// The same id for git2.
    pub(super) fn oid(self) -> Result<git2::Oid, git2::Error> {
        git2::Oid::from_bytes(&self.0)
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for ObjectId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for ObjectId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes: &[u8] = Deserialize::deserialize(deserializer)?;
        let id = bytes.try_into().map_err(|_| serde::de::Error::custom("an id has 20 bytes"))?;
        Ok(Self(id))
    }
}

/// A text that is not an object's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a full object name of 40 hexadecimal digits")]
pub struct NotAnId(pub String);

macro_rules! object_name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// Written, in JSON too, as 40 hexadecimal digits.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(super) ObjectId);

        impl $name {
            /// The first seven digits, for people. Seven may name two objects in a big repository.
            #[must_use]
            pub fn short(&self) -> String {
                let mut hex = self.to_string();
                hex.truncate(7);
                hex
            }

            /// The name of those twenty bytes.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 20]) -> Self {
                Self(ObjectId(bytes))
            }

            /// The twenty bytes of the name.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8; 20] {
                &self.0.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(hex: &str) -> Result<Self, NotAnId> {
                ObjectId::from_hex(hex).map(Self).ok_or_else(|| NotAnId(hex.to_owned()))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let hex = String::deserialize(deserializer)?;
                hex.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

object_name! {
    /// A commit's name.
    CommitId
}

object_name! {
    /// The name of a text as git stores it. Equal texts have equal names.
    BlobId
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_json_as_hexadecimal_digits() {
        let hex = "00ff8c31b1f8f2f0f6f4b1e0a9c8d7e6f5a4b3c2";
        let id: CommitId = hex.parse().unwrap();
        assert_eq!(id.short(), "00ff8c3");
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(json, format!("\"{hex}\""));
        assert_eq!(serde_json::from_str::<CommitId>(&json).unwrap(), id);
    }

    #[test]
    fn what_is_not_forty_digits_is_refused_by_name() {
        for bad in ["", "00ff", "zz", &"é".repeat(20), &"+1".repeat(20), &"0".repeat(41)] {
            assert_eq!(bad.parse::<BlobId>(), Err(NotAnId(bad.to_owned())));
        }
    }
}
