//! Files of the handbook that commands write: whole, or not at all.

use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use super::Failure;

/// Writes a file, with the folders on the way to it, beside its place and moves it there, so that
/// nobody meets half of it. One that is there keeps its permissions.
///
/// # Errors
/// Where the disk does not let it. What was there before then stays.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let kept = std::fs::metadata(path).ok().map(|metadata| metadata.permissions());
    let beside = beside(path, bytes, kept).map_err(|error| about(path, &error))?;
    beside.persist(path).map_err(|error| about(path, &error.error))?;
    Ok(())
}

/// Writes a file in the same way unless one is there. Says whether it wrote.
///
/// # Errors
/// Where the disk does not let it.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    if std::fs::symlink_metadata(path).is_ok() {
        return Ok(false);
    }
    let beside = beside(path, bytes, None).map_err(|error| about(path, &error))?;
    match beside.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(about(path, &error.error)),
    }
}

fn about(path: &Path, error: &io::Error) -> Failure {
    Failure::Machine(format!("cannot write {}: {error}", path.display()).into())
}

fn beside(
    path: &Path,
    bytes: &[u8],
    permissions: Option<std::fs::Permissions>,
) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    // What the user's mask leaves of it, as for every new file.
    #[cfg(unix)]
    let mode = {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::Permissions::from_mode(0o666)
    };
    #[cfg(unix)]
    builder.permissions(mode);
    // The error itself would name the file beside, which nobody asked for.
    let unnamed = |error: io::Error| io::Error::from(error.kind());
    let mut file = builder.tempfile_in(folder).map_err(unnamed)?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    Ok(file)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_moved_into_its_place_whole() {
        let folder = tempfile::tempdir().unwrap();
        let (path, reader) = (folder.path().join("a.toml"), folder.path().join("reader"));
        write(&path, b"old").unwrap();
        // Whoever has the old file open goes on reading it.
        std::fs::hard_link(&path, &reader).unwrap();
        write(&path, b"new words").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new words");
        assert_eq!(std::fs::read(&reader).unwrap(), b"old");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_is_its_owners_own_stays_so() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        write(&path, b"old").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        write(&path, b"new").unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
