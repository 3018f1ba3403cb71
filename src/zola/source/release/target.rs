//! Which archives of a release run on this machine.

use std::path::Path;

use crate::config::{Target, ZolaPin};

/// The kinds of archive that may run here, the likeliest first; those that the settings pin go
/// before others. None where nobody builds for this machine.
pub(super) fn of_this_machine(pin: Option<&ZolaPin>) -> Vec<Target> {
    // Whether this program itself is linked with glibc says nothing: it comes without, too.
    let has_glibc = Path::new("/lib64/ld-linux-x86-64.so.2").exists();
    let mut targets = of(std::env::consts::OS, std::env::consts::ARCH, has_glibc);
    // A stable sort: pinned ones first, otherwise as they were.
    targets.sort_by_key(|target| !pin.is_some_and(|pin| pin.sha256.contains_key(target)));
    targets
}

fn of(os: &str, arch: &str, has_glibc: bool) -> Vec<Target> {
    match (os, arch) {
        // An old glibc refuses the first; the other needs nothing, and is slower.
        ("linux", "x86_64") if has_glibc => vec![Target::LinuxGnu, Target::LinuxMusl],
        ("linux", "x86_64") => vec![Target::LinuxMusl],
        ("linux", "aarch64") => vec![Target::LinuxArm],
        ("macos", "x86_64") => vec![Target::Mac],
        ("macos", "aarch64") => vec![Target::MacArm],
        // On ARM, Windows runs programs for x86-64 by translation.
        ("windows", "x86_64" | "aarch64") => vec![Target::Windows],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_archive_is_for_some_machine() {
        let machines = [
            ("linux", "x86_64", true),
            ("linux", "aarch64", true),
            ("macos", "x86_64", false),
            ("macos", "aarch64", false),
            ("windows", "x86_64", false),
        ];
        let mut all: Vec<_> =
            machines.iter().flat_map(|(os, arch, glibc)| of(os, arch, *glibc)).collect();
        all.sort();
        assert_eq!(all, Target::ALL);
        assert_eq!(of("linux", "x86_64", false), [Target::LinuxMusl]);
        assert_eq!(of("freebsd", "x86_64", false), []);
    }
}
