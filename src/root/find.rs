//! Where a handbook is.

use std::path::{Path, PathBuf};

use super::read_inside;

/// The names of Zola's configuration, the one that Zola prefers first.
pub const CONFIGS: &[&str] = &["zola.toml", "config.toml"];

/// The folder below a handbook that belongs to this program. It ignores itself.
pub const WORK: &str = ".handbook";

/// The folder of the handbook for somebody who works in `start`: the nearest folder upwards, no
/// higher than `ceiling` (the repository's root; `start` itself where there is none), that is a
/// handbook; else `site` below `start` if that is one; else `start`.
///
/// A folder is a handbook where its Zola configuration has `[extra.handbook]`, or where it has an
/// `org` folder with `people`, `teams` or `company.toml` in it.
#[must_use]
pub fn find(start: &Path, ceiling: Option<&Path>) -> PathBuf {
    let ceiling = ceiling.filter(|ceiling| start.starts_with(ceiling)).unwrap_or(start);
    let upwards = start.ancestors().take_while(|folder| folder.starts_with(ceiling));
    let site = start.join("site");
    upwards
        .map(Path::to_path_buf)
        .chain([site])
        .find(|folder| is_handbook(folder, ceiling))
        .unwrap_or_else(|| start.to_path_buf())
}

/// See [`find`]. Nothing is read that leads out of `ceiling`.
#[must_use]
pub fn is_handbook(folder: &Path, ceiling: &Path) -> bool {
    let org = folder.join("org");
    let has = ["people", "teams"].iter().any(|inner| org.join(inner).is_dir());
    if has || org.join("company.toml").is_file() {
        return true;
    }
    CONFIGS.iter().any(|name| {
        let text = match read_inside(ceiling, &folder.join(name)) {
            Ok(Some(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
            Ok(None) => return false,
            // As below: it is found, and reading it says what is wrong.
            Err(_) => return true,
        };
        match toml::from_str::<toml::Table>(&text) {
            Ok(config) => config
                .get("extra")
                .and_then(|extra| extra.get("handbook"))
                .is_some_and(toml::Value::is_table),
            // A configuration that cannot be read is found, so that what is wrong with it is told.
            Err(_) => text.contains("[extra.handbook]"),
        }
    })
}
