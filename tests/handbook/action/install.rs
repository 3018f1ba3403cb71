//! Where the action's program comes from: a release that is what it says, or its own checkout.

use std::process::Command;

use super::{ACTION, LINUX, VERSION, asked, release, with_assets, with_release};
use crate::support::company::read;
use crate::support::runner::{Runner, has, yaml};

/// A `gh` for which there is no release, and a `cargo` that installs a program which says so.
fn without_release(forge: Runner) -> Runner {
    let log = forge.temp().join("asked");
    let cargo = format!(
        r#"echo "cargo $*" >>'{}'
while [ $# -gt 0 ]; do [ "$1" = --root ] && root=$2; shift; done
mkdir -p "$root/bin"
printf '#!/bin/sh\necho "handbook, built here"\n' >"$root/bin/handbook"
chmod +x "$root/bin/handbook""#,
        log.display()
    );
    forge
        .program("gh", "echo 'release not found' >&2; exit 1")
        .program(
            "rustup",
            "[ \"$*\" = 'toolchain install 1.95 --profile minimal --no-self-update' ]",
        )
        .program("cargo", &cargo)
}

/// How `install.sh` ended, and all that it said.
fn install(forge: &Runner) -> (bool, String) {
    let script = format!("bash '{ACTION}/.github/action/install.sh' 2>&1");
    let mut command = forge.shell(Some("bash"), &script);
    let output = command
        .env("ACTION", ACTION)
        .env("REPOSITORY", "company/handbook")
        .env("VERSION", VERSION)
        .env("SOURCE", "one")
        .output()
        .unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

fn installed(forge: &Runner) -> bool {
    forge.home().join(".cache/handbook/bin/made-from").exists()
}

#[test]
fn a_release_that_is_right_is_installed_once() {
    let place = tempfile::tempdir().unwrap();
    let assets = release(place.path(), "x86_64-unknown-linux-musl");
    let forge = with_release(Runner::new(place.path()), &assets).program("uname", LINUX);
    let (ok, said) = install(&forge);
    assert!(ok && said.contains(&format!("handbook {VERSION}")), "{said}");
    let first = asked(&forge);
    let expected = format!(
        "--repo company/handbook --signer-workflow company/handbook/.github/workflows/release.yml \
         --source-ref refs/tags/v{VERSION}"
    );
    assert!(first.contains(&expected), "{first}");
    let (ok, said) = install(&forge);
    assert!(ok && said.contains(&format!("handbook {VERSION}")), "{said}");
    assert_eq!(asked(&forge), first, "nothing is fetched again");
}

#[test]
fn a_release_that_is_not_what_it_says_stops_everything() {
    let place = tempfile::tempdir().unwrap();
    let assets = release(place.path(), "x86_64-unknown-linux-musl");
    let archive = assets.join(format!("handbook-{VERSION}-x86_64-unknown-linux-musl.tar.gz"));
    let sums = assets.join("SHA256SUMS");
    let (right, digest) = (std::fs::read(&archive).unwrap(), read(&sums));
    let refused = |why: &str, provenance: bool| {
        let forge = with_assets(Runner::new(place.path()), &assets, provenance);
        let forge = forge.program("uname", LINUX);
        let (ok, said) = install(&forge);
        assert!(!ok, "{why}: {said}");
        assert!(said.contains("::error::") && said.contains(why), "{why}: {said}");
        assert!(!said.contains("cargo was asked"), "{said}");
        assert!(!installed(&forge), "{why}");
    };
    refused("has no provenance", false);
    let mut other = right.clone();
    *other.last_mut().unwrap() ^= 1;
    std::fs::write(&archive, other).unwrap();
    refused("is not what SHA256SUMS", true);
    std::fs::write(&archive, &right).unwrap();
    std::fs::write(&sums, digest.replace("linux", "plan9")).unwrap();
    refused("does not name", true);
    // A name that only contains the archive's is another file.
    std::fs::write(&sums, digest.replace("handbook-", "x-handbook-")).unwrap();
    refused("does not name", true);
    std::fs::write(&archive, "not an archive").unwrap();
    let renew = "cd \"$1\" && sha256sum handbook-*.tar.gz >SHA256SUMS";
    let renewed = Command::new("/bin/sh").args(["-c", renew, "sh"]).arg(&assets).status();
    assert!(renewed.unwrap().success());
    refused("cannot be unpacked", true);
}

#[test]
fn where_there_is_no_release_the_actions_own_checkout_is_built() {
    let place = tempfile::tempdir().unwrap();
    let forge = without_release(Runner::new(place.path())).program("uname", LINUX);
    let (ok, said) = install(&forge);
    assert!(ok && said.contains("handbook, built here"), "{said}");
    assert!(said.contains("release not found"), "{said}");
    let why = format!("Release {VERSION} of company/handbook cannot be had");
    assert!(said.contains(&why), "{said}");
    let built = asked(&forge);
    let expected = format!("cargo +1.95 install --locked --force --path {ACTION} --root ");
    assert!(built.starts_with(&expected), "{built}");
    assert!(installed(&forge));
}

#[test]
fn a_program_that_was_not_installed_whole_is_installed_again() {
    let place = tempfile::tempdir().unwrap();
    let cargo = "while [ $# -gt 0 ]; do [ \"$1\" = --root ] && root=$2; shift; done
mkdir -p \"$root/bin\" && echo half >\"$root/bin/handbook\" && chmod +x \"$root/bin/handbook\" && exit 101";
    let forge = without_release(Runner::new(place.path())).program("cargo", cargo);
    assert!(!install(&forge).0);
    assert!(!installed(&forge));
    let forge = without_release(forge);
    let (ok, said) = install(&forge);
    assert!(ok && said.contains("handbook, built here"), "{said}");
}

#[test]
fn every_system_asks_for_its_own_archive() {
    let place = tempfile::tempdir().unwrap();
    let systems = [
        ("Linux", "x86_64", "x86_64-unknown-linux-musl"),
        ("Linux", "aarch64", "aarch64-unknown-linux-musl"),
        ("Darwin", "arm64", "aarch64-apple-darwin"),
        ("Darwin", "x86_64", "x86_64-apple-darwin"),
        ("MINGW64_NT-10.0-26100", "x86_64", "x86_64-pc-windows-msvc"),
        ("FreeBSD", "amd64", ""),
        ("Linux", "riscv64", ""),
    ];
    let released = yaml(".github/workflows/release.yml");
    let matrix = &released["jobs"]["program"]["strategy"]["matrix"]["include"];
    let targets: Vec<&str> =
        matrix.as_array().unwrap().iter().map(|one| one["target"].as_str().unwrap()).collect();
    for (system, machine, target) in systems {
        let uname = format!("[ \"$1\" = -s ] && echo {system} || echo {machine}");
        if target.is_empty() {
            let forge = without_release(Runner::new(place.path())).program("uname", &uname);
            let (ok, said) = install(&forge);
            assert!(ok, "{said}");
            assert!(said.contains(&format!("no releases for {system} on {machine}")), "{said}");
            assert!(!said.contains("release not found"), "nothing is asked for: {said}");
            continue;
        }
        assert!(targets.contains(&target), "{target} is released");
        let assets = release(&place.path().join(target), target);
        let forge = with_release(Runner::new(place.path()), &assets).program("uname", &uname);
        let (ok, said) = install(&forge);
        assert!(ok, "{system} {machine}: {said}");
        assert!(asked(&forge).contains(&format!("--pattern handbook-{VERSION}-{target}.tar.gz")));
    }
}

#[test]
fn a_mac_without_sha256sum_has_shasum() {
    if !has("shasum") {
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let assets = release(place.path(), "aarch64-apple-darwin");
    let uname = "[ \"$1\" = -s ] && echo Darwin || echo arm64";
    let forge = with_release(Runner::new(place.path()), &assets).program("uname", uname);
    let script = format!(
        "command() {{ [ \"$2\" = sha256sum ] && return 1; builtin command \"$@\"; }}
         export -f command
         bash '{ACTION}/.github/action/install.sh' 2>&1"
    );
    let mut command = forge.shell(Some("bash"), &script);
    let variables = [("ACTION", ACTION), ("REPOSITORY", "company/handbook"), ("VERSION", VERSION)];
    let output = command.envs(variables).env("SOURCE", "one").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
