//! What the settings of a handbook decide about how it is read.

use std::sync::Arc;

use super::Location;
use crate::config::{self, Config, Slugifying};
use crate::content::{self, Addressing, ContentError, IdRules, Layout, Slugify};
use crate::diagnostics::{Diagnostic, Diagnostics, Place, Source};
use crate::root::{CONFIGS, NotInside, RepoPath, read_inside};

/// A folder with a Zola configuration and a `content/` is laid out as Zola wants it; any other is
/// plain Markdown, wherever its pages are.
pub(super) fn layout(
    location: &Location,
    config: &Config,
) -> Result<(Layout, RepoPath), ContentError> {
    if config.file.is_some() && location.root.join("content").is_dir() {
        return Ok((Layout::Zola, RepoPath::new("content")?));
    }
    Ok((Layout::Plain, content::find(&location.root, location.boundary())?))
}

/// Zola's configuration, with ours in it; the defaults where there is none. One that cannot be read
/// stops the build, like all that it says wrongly.
pub(super) fn read_config(
    location: &Location,
    told: &mut Diagnostics,
) -> Result<Config, NotInside> {
    for name in CONFIGS {
        let path = location.prefix.join(name)?;
        match read_inside(location.boundary(), &location.root.join(name)) {
            Ok(Some(bytes)) => match parse_config(path, bytes, told) {
                Some(config) => return Ok(config),
                None => continue,
            },
            Ok(None) => {}
            Err(error) => {
                let message = format!("the configuration cannot be read: {error}");
                told.push(Diagnostic::error("config/unreadable", message).at(Place::unread(path)));
                return Ok(Config::default());
            }
        }
    }
    Ok(Config::default())
}

/// Reads a configuration; nothing where the file is another program's.
pub(super) fn parse_config(
    path: RepoPath,
    bytes: Vec<u8>,
    told: &mut Diagnostics,
) -> Option<Config> {
    match String::from_utf8(bytes) {
        Ok(text) if config::is_foreign(path.file_name(), &text) => None,
        Ok(text) => {
            let (config, problems) = Config::parse(&Arc::new(Source::new(path, text)));
            told.extend(problems);
            Some(config)
        }
        Err(error) => {
            let broken = error.utf8_error().to_string();
            told.push(Diagnostic::error("config/unreadable", broken).at(Place::unread(path)));
            Some(Config::default())
        }
    }
}

/// The address of generated pages, at and below which nobody else's may be.
pub(super) fn reserved(config: &Config) -> content::Address {
    content::Address::of([config.at.folder()])
}

/// What of Zola's settings decides addresses.
pub(super) fn addressing(config: &Config, is_there: &dyn Fn(&str) -> bool) -> Addressing {
    Addressing {
        slugify: slugify(config.zola.slugify_paths),
        keep_dates: config.zola.slugify_keep_dates,
        default_language: config.zola.default_language.clone(),
        other_languages: config.zola.languages.clone(),
        numbered: content::is_numbered(is_there),
        ids: IdRules {
            slugify: slugify(config.zola.slugify_anchors),
            smart_punctuation: config.zola.smart_punctuation,
            emoji: config.zola.render_emoji,
            bottom_footnotes: config.zola.bottom_footnotes,
        },
    }
}

fn slugify(setting: Slugifying) -> Slugify {
    match setting {
        Slugifying::On => Slugify::On,
        Slugifying::Safe => Slugify::Safe,
        Slugifying::Off => Slugify::Off,
    }
}
