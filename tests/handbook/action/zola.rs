//! The Zola that the action was asked for.

use std::process::Command;

use super::{ACTION, LINUX, asked, with_assets, with_release};
use crate::support::runner::Runner;

#[test]
fn a_zola_that_was_asked_for_is_fetched_from_its_own_releases_and_verified() {
    let place = tempfile::tempdir().unwrap();
    let assets = place.path().join("assets");
    std::fs::create_dir(&assets).unwrap();
    let pack = "cd \"$1\" && printf '#!/bin/sh\necho zola 0.23.1\n' >zola && chmod +x zola &&
                tar -czf zola-v0.23.1-x86_64-unknown-linux-gnu.tar.gz zola";
    let packed = Command::new("/bin/sh").args(["-c", pack, "sh"]).arg(&assets).status();
    assert!(packed.unwrap().success());
    let fetch = |forge: &Runner, version: &str| {
        let script = format!("bash '{ACTION}/.github/action/zola.sh'");
        let output = forge.shell(Some("bash"), &script).env("ZOLA_VERSION", version).output();
        let output = output.unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.success(), text(output.stdout), text(output.stderr))
    };
    let forge = with_release(Runner::new(place.path()), &assets).program("uname", LINUX);
    for version in ["0.23.1", "v0.23.1"] {
        let (ok, told, said) = fetch(&forge, version);
        let program = forge.home().join(".cache/handbook/zola-0.23.1/zola");
        assert!(ok, "{said}");
        assert_eq!(told, format!("program={}\n", program.display()));
        assert!(program.is_file() && said.contains("zola 0.23.1"), "{said}");
    }
    assert_eq!(
        asked(&forge).lines().filter(|line| line.contains("--repo getzola/zola")).count(),
        2,
        "fetched and verified once: {}",
        asked(&forge)
    );
    assert!(asked(&forge).contains("--source-ref refs/tags/v0.23.1"), "{}", asked(&forge));
    // An older one under a newer one's name.
    let name =
        |version: &str| assets.join(format!("zola-v{version}-x86_64-unknown-linux-gnu.tar.gz"));
    std::fs::copy(name("0.23.1"), name("0.23.3")).unwrap();
    for (version, why) in [
        ("newest", "a release such as"),
        ("0.23.2", "cannot be had"),
        ("0.23.3", "says that it is \"zola 0.23.1\""),
    ] {
        let (ok, told, said) = fetch(&forge, version);
        assert!(!ok && told.is_empty() && said.contains(why), "{version}: {said}");
        assert!(!forge.home().join(format!(".cache/handbook/zola-{version}")).exists());
    }
    let forge = with_assets(Runner::new(place.path()), &assets, false).program("uname", LINUX);
    let (ok, told, said) = fetch(&forge, "0.23.1");
    assert!(!ok && told.is_empty() && said.contains("has no provenance"), "{said}");
    assert!(!forge.home().join(".cache/handbook/zola-0.23.1").exists());
}
