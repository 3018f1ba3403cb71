//! Long lists in blocks, so that all cores read them.

use rayon::prelude::*;
use serde::de::{DeserializeOwned, Error as _, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

const BLOCK: usize = 1024;

pub(super) fn serialize<T: Serialize, S: Serializer>(
    list: &[T],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let blocks: Result<Vec<_>, _> =
        list.chunks(BLOCK).map(|block| postcard::to_stdvec(block).map(Bytes)).collect();
    blocks.map_err(serde::ser::Error::custom)?.serialize(serializer)
}

pub(super) fn deserialize<'de, T: DeserializeOwned + Send, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let blocks = Vec::<Bytes>::deserialize(deserializer)?;
    let read = |Bytes(block): &Bytes| postcard::from_bytes::<Vec<T>>(block);
    let read: Result<Vec<_>, _> = blocks.par_iter().map(read).collect();
    Ok(read.map_err(D::Error::custom)?.into_iter().flatten().collect())
}

struct Bytes(Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Bytes;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("bytes")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
        }
        deserializer.deserialize_bytes(Reader)
    }
}
