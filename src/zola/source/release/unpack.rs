//! Taking the one program out of an archive. No path of the archive is ever followed: what is
//! taken is written where the caller says.

use std::io::{self, Read as _, Write};

use flate2::read::GzDecoder;

use crate::config::Target;

/// The most that an archive is unpacked to, in bytes: Zola is some 60 MB.
const LARGEST: u64 = 400_000_000;

/// Writes the file `zola` (`zola.exe`) at the top of an archive to `out`; whether there is one.
pub(super) fn program(target: Target, archive: &[u8], out: &mut dyn Write) -> io::Result<bool> {
    #[cfg(any(windows, test))]
    if target == Target::Windows {
        return zipped(archive, out);
    }
    tarred(archive, program_name(target), LARGEST, out)
}

/// What the program is called.
pub(super) fn program_name(target: Target) -> &'static str {
    if target == Target::Windows { "zola.exe" } else { "zola" }
}

fn tarred(archive: &[u8], name: &str, largest: u64, out: &mut dyn Write) -> io::Result<bool> {
    let mut archive = tar::Archive::new(GzDecoder::new(archive).take(largest));
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path_bytes();
        let path = path.strip_prefix(b"./").unwrap_or(&path);
        if path == name.as_bytes() && entry.header().entry_type().is_file() {
            let whole = entry.size();
            if io::copy(&mut entry, out)? < whole {
                return Err(io::Error::other("it ends within the program, or holds too much"));
            }
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(any(windows, test))]
fn zipped(archive: &[u8], out: &mut dyn Write) -> io::Result<bool> {
    use zip::result::ZipError;

    let mut archive = zip::ZipArchive::new(io::Cursor::new(archive))?;
    match archive.by_name(program_name(Target::Windows)) {
        Ok(entry) if entry.is_file() => {
            if entry.size() > LARGEST {
                return Err(io::Error::other("it holds more than a program can be"));
            }
            io::copy(&mut entry.take(LARGEST), out)?;
            Ok(true)
        }
        Ok(_) | Err(ZipError::FileNotFound) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::Cursor;

    use zip::write::SimpleFileOptions;

    use super::*;

    fn taken(archive: &[u8]) -> io::Result<Option<Vec<u8>>> {
        let mut out = Vec::new();
        program(Target::Windows, archive, &mut out).map(|there| there.then_some(out))
    }

    /// An archive as those for Windows are, with these files.
    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// An archive as those for other systems are, with one entry.
    fn packed(name: &str, kind: tar::EntryType, bytes: &[u8]) -> Vec<u8> {
        let gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let mut builder = tar::Builder::new(gzip);
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(bytes.len() as u64);
        if kind == tar::EntryType::Symlink {
            header.set_link_name("/bin/sh").unwrap();
        }
        builder.append_data(&mut header, name, bytes).unwrap();
        builder.into_inner().unwrap().finish().unwrap()
    }

    #[test]
    fn a_link_or_folder_of_the_programs_name_is_not_the_program() {
        use tar::EntryType;
        for kind in [EntryType::Symlink, EntryType::Link, EntryType::Directory, EntryType::Fifo] {
            let archive = packed("zola", kind, b"");
            assert!(!tarred(&archive, "zola", LARGEST, &mut Vec::new()).unwrap(), "{kind:?}");
        }
    }

    #[test]
    fn an_archive_is_unpacked_no_further_than_a_program_can_be() {
        let archive = packed("zola", tar::EntryType::Regular, &[b'x'; 100_000]);
        let mut out = Vec::new();
        assert!(tarred(&archive, "zola", 200_000, &mut out).unwrap());
        assert_eq!(out.len(), 100_000);
        let mut out = Vec::new();
        assert!(tarred(&archive, "zola", 50_000, &mut out).is_err());
        assert!(out.len() < 50_000);
    }

    #[test]
    fn the_program_is_taken_out_of_an_archive_for_windows() {
        let whole = archive(&[("LICENSE", b"MIT"), ("zola.exe", b"MZ program")]);
        assert_eq!(taken(&whole).unwrap().unwrap(), b"MZ program");
        assert_eq!(
            taken(&archive(&[("../zola.exe", b"MZ"), ("x/zola.exe", b"MZ")])).unwrap(),
            None
        );
        for cut in [0, 10, whole.len() / 2, whole.len() - 5] {
            assert!(taken(&whole[..cut]).is_err(), "cut to {cut} of {}", whole.len());
        }
    }
}
