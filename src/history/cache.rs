//! Files that remember what was worked out, and can be thrown away at any time.
//!
//! A cache file is one value, written whole: a line that says what it is, a checksum, the value in
//! postcard's format. It is written beside its place and renamed into it, so that a reader never
//! meets half of one, and of two writers at once the last wins. Whatever is not exactly such a
//! file (truncated, corrupt, another version's, somebody else's) counts as no file.

use std::io::Write as _;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use super::error::HistoryError;

/// What a cache file holds, and the version of its layout: a change of the types that are written
/// needs another version, or old files would be read as something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// The product's word for the content, such as `history`.
    pub name: &'static str,
    /// The version of the layout.
    pub version: u32,
}

impl Format {
    fn first_line(&self) -> String {
        format!("handbook cache: {} {}\n", self.name, self.version)
    }
}

const CHECKSUM: usize = 32;

/// Reads a value that [`store`] wrote in the same format; nothing where there is no such file.
#[must_use]
pub fn load<T: DeserializeOwned + Send>(path: &Path, format: Format) -> Option<T> {
    // A cache that cannot be read is worked out again, and writing it says what is wrong.
    let file = std::fs::read(path).ok()?;
    let rest = file.strip_prefix(format.first_line().as_bytes())?;
    let (checksum, value) = rest.split_at_checked(CHECKSUM)?;
    let (digest, value) =
        rayon::join(|| Sha256::digest(value), || postcard::from_bytes(value).ok());
    value.filter(|_| digest.as_slice() == checksum)
}

/// Writes a value for [`load`], with the folders on the way to it.
///
/// # Errors
/// [`HistoryError::File`] where the disk does not let it. What was there before then stays.
pub fn store<T: Serialize>(path: &Path, format: Format, value: &T) -> Result<(), HistoryError> {
    let failed = |source| HistoryError::File { path: path.to_owned(), doing: "write", source };
    let mut file = format.first_line().into_bytes();
    let start = file.len();
    file.extend_from_slice(&[0; CHECKSUM]);
    let mut file =
        postcard::to_extend(value, file).map_err(|error| failed(std::io::Error::other(error)))?;
    let checksum = Sha256::digest(&file[start + CHECKSUM..]);
    file[start..start + CHECKSUM].copy_from_slice(&checksum);

    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut beside = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    beside.write_all(&file).map_err(failed)?;
    beside.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Writes a value for [`load`] where the disk lets it: what cannot be remembered is read again the
/// next time, and keeps nobody from an answer. [`History::unsaved`](super::History::unsaved) says
/// so of the largest of what is remembered, which is written first.
pub fn keep<T: Serialize>(path: &Path, format: Format, value: &T) {
    let _unsaved = store(path, format, value);
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    const FORMAT: Format = Format { name: "numbers", version: 1 };

    #[test]
    fn a_stored_value_is_loaded_and_any_damage_makes_it_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/numbers");
        assert_eq!(load::<Vec<u32>>(&path, FORMAT), None);
        store(&path, FORMAT, &vec![1_u32, 2, 300]).unwrap();
        assert_eq!(load(&path, FORMAT), Some(vec![1_u32, 2, 300]));
        assert_eq!(load::<Vec<u32>>(&path, Format { version: 2, ..FORMAT }), None);

        let whole = std::fs::read(&path).unwrap();
        for place in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[place] ^= 0x20;
            std::fs::write(&path, &damaged).unwrap();
            assert_eq!(load::<Vec<u32>>(&path, FORMAT), None, "byte {place} changed");
            std::fs::write(&path, &whole[..place]).unwrap();
            assert_eq!(load::<Vec<u32>>(&path, FORMAT), None, "cut at {place}");
        }
        store(&path, FORMAT, &vec![4_u32]).unwrap();
        assert_eq!(load(&path, FORMAT), Some(vec![4_u32]));
    }

    #[test]
    fn a_cache_that_cannot_be_written_says_where() {
        let folder = tempfile::tempdir().unwrap();
        let in_the_way = folder.path().join("file");
        std::fs::write(&in_the_way, "").unwrap();
        let error = store(&in_the_way.join("cache"), FORMAT, &1_u8).unwrap_err();
        assert!(error.to_string().contains("cache"), "{error}");
    }
}
