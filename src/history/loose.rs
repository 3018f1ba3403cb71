//! Objects in files of their own, which may be cut short.
//!
//! libgit2 waits for ever for the rest of a loose object whose file ends too early, as it does after
//! a power cut (seen with libgit2 1.9). So each is read through once before it is handed to it.
//! There are few: `git gc` packs them.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind};
use std::path::Path;

use super::error::HistoryError;
use super::id::{IdSet, ObjectId};
use super::repository::Repository;

impl Repository {
    /// Makes sure that an object can be read to its end, where it is in a file of its own.
    ///
    /// # Errors
    /// [`HistoryError::Damaged`] where it cannot.
    pub(super) fn check(&self, id: ObjectId) -> Result<(), HistoryError> {
        let objects = self.common_dir.join("objects");
        if !self.loose.get_or_init(|| all(&objects)).contains(&id) {
            return Ok(());
        }
        let hex = id.to_string();
        let file = match File::open(objects.join(&hex[..2]).join(&hex[2..])) {
            Ok(file) => file,
            // It was packed meanwhile; or libgit2 says better why it cannot be opened.
            Err(_) => return Ok(()),
        };
        let mut whole = flate2::bufread::ZlibDecoder::new(BufReader::new(file));
        match io::copy(&mut whole, &mut io::sink()) {
            Err(error)
                if matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::InvalidInput) =>
            {
                Err(self.damaged(id))
            }
            _ => Ok(()),
        }
    }
}

/// The names of all loose objects. A folder that cannot be read has none that could be checked.
fn all(objects: &Path) -> IdSet {
    let mut found = IdSet::default();
    for byte in 0..=u8::MAX {
        let folder = format!("{byte:02x}");
        let Ok(entries) = std::fs::read_dir(objects.join(&folder)) else { continue };
        for entry in entries.flatten() {
            let hex = format!("{folder}{}", entry.file_name().to_string_lossy());
            found.extend(ObjectId::from_hex_bytes(hex.as_bytes()));
        }
    }
    found
}
