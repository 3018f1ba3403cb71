//! Reading the files that decide how a handbook is read.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

/// The most that is read of such a file, in bytes. Those that people write have a few thousand.
const MOST: u64 = 16 << 20;

/// What a file holds that decides how others are read: settings, a list of pages, `.mailmap`. Nothing
/// where there is no such file.
///
/// Links are followed while they stay below `boundary`, since a stranger's repository may lead
/// anywhere: what the machine keeps elsewhere must not come to be in a handbook.
///
/// # Errors
/// Where it leads out of `boundary`, is no file, is larger than any such file, or the system refuses.
pub fn read_inside(boundary: &Path, path: &Path) -> io::Result<Option<Vec<u8>>> {
    let real = match fs::canonicalize(path) {
        Ok(real) => real,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    if !real.starts_with(fs::canonicalize(boundary)?) {
        return Err(io::Error::other("it is a symbolic link that leads out of the repository"));
    }
    // Asked before it is opened, which would wait for who writes into a pipe.
    if !fs::metadata(&real)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut bytes = Vec::new();
    File::open(&real)?.take(MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST {
        return Err(io::Error::other(format!("it is larger than {} MiB", MOST >> 20)));
    }
    Ok(Some(bytes))
}

/// The same of a file that holds text.
///
/// # Errors
/// As [`read_inside`], and where it is not UTF-8.
pub fn text_inside(boundary: &Path, path: &Path) -> io::Result<Option<String>> {
    let bytes = read_inside(boundary, path)?;
    bytes.map(String::from_utf8).transpose().map_err(|error| {
        io::Error::new(ErrorKind::InvalidData, format!("it is not UTF-8: {}", error.utf8_error()))
    })
}
