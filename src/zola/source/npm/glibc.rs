//! Letting the addon load on a C library that is older than the one it was built on.
//!
//! The addon demands glibc 2.39, for two functions only, `pidfd_spawnp` and `pidfd_getpid`. Rust's
//! standard library refers to both weakly and does without where they are missing; but the loader
//! checks versions before symbols and refuses the file. An ELF file can say that it would like a
//! version and not that it must have it: flag `VER_FLG_WEAK` in the version's entry of the section
//! `.gnu.version_r` (Linux Standard Base, "Symbol Versioning", "Version Requirements"). Setting it
//! is a change of one bit, made only where nothing but weak symbols needs the version.

use std::mem::offset_of;

use object::elf;
use object::endian::LittleEndian as Le;
use object::read::elf::{FileHeader as _, Sym as _};

/// The version that the addon can do without.
pub(super) const VERSION: &str = "GLIBC_2.39";

type Header = elf::FileHeader64<Le>;

/// Why a file was left as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPatched {
    /// It is no 64-bit little-endian ELF file, or a damaged one.
    #[error("it cannot be read as an ELF file: {0}")]
    Unreadable(String),
    /// It does not demand the version, or demands it of more than one library.
    #[error("it should need {VERSION} of one library, and needs it of {0}")]
    OtherNeeds(usize),
    /// A symbol that it cannot do without needs the version.
    #[error("it cannot do without `{0}` of {VERSION}")]
    Strong(String),
}

impl From<object::read::Error> for NotPatched {
    fn from(error: object::read::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// Marks the need for [`VERSION`] weak, in place; a file that has it marked already stays the same.
pub(super) fn make_weak(file: &mut [u8]) -> Result<(), NotPatched> {
    let at = flags_of_need(file)?;
    let flags = file
        .get_mut(at..at + 2)
        .ok_or_else(|| NotPatched::Unreadable("the need lies outside the file".to_owned()))?;
    let marked = u16::from_le_bytes([flags[0], flags[1]]) | elf::VER_FLG_WEAK;
    flags.copy_from_slice(&marked.to_le_bytes());
    Ok(())
}

/// Where in the file the flags of the need are, in bytes.
fn flags_of_need(file: &[u8]) -> Result<usize, NotPatched> {
    let header = Header::parse(file)?;
    let endian = header.endian()?;
    let sections = header.sections(endian, file)?;
    let Some((mut needs, strings)) = sections.gnu_verneed(endian, file)? else {
        return Err(NotPatched::OtherNeeds(0));
    };
    let strings = sections.strings(endian, file, strings)?;
    let mut found = Vec::new();
    while let Some((_, mut versions)) = needs.next()? {
        while let Some(version) = versions.next()? {
            if version.name(endian, strings)? == VERSION.as_bytes() {
                found.push(version);
            }
        }
    }
    let [need] = found[..] else { return Err(NotPatched::OtherNeeds(found.len())) };

    let index = need.vna_other.get(endian) & elf::VERSYM_VERSION;
    let symbols = sections.symbols(endian, file, elf::SHT_DYNSYM)?;
    let versions = sections.gnu_versym(endian, file)?.map_or(&[][..], |(versions, _)| versions);
    for (symbol, version) in symbols.iter().zip(versions) {
        if version.0.get(endian) & elf::VERSYM_VERSION == index && symbol.st_bind() != elf::STB_WEAK
        {
            let name = symbol.name(endian, symbols.strings())?;
            return Err(NotPatched::Strong(String::from_utf8_lossy(name).into_owned()));
        }
    }
    // `need` borrows from `file`, so the difference of their addresses is its place in it.
    let at = std::ptr::from_ref(need).addr() - file.as_ptr().addr();
    Ok(at + offset_of!(elf::Vernaux<Le>, vna_flags))
}

#[cfg(test)]
mod tests;
