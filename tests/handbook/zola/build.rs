//! Building a staged site with the real Zolas.

use std::fs;
use std::path::Path;

use zola_handbook::zola::{BuildRequest, Dialect, Outcome, Zola, ZolaError};

use crate::support::zola::{Site, all};

fn request<'a>(site: &'a Site, output: &'a Path) -> BuildRequest<'a> {
    BuildRequest { staged: site.root(), output, drafts: false, turn: None }
}

fn build(zola: &Zola, request: &BuildRequest<'_>) -> zola_handbook::zola::Built {
    match zola.build(request).unwrap() {
        Outcome::Built(built) => built,
        Outcome::Refused(problems) => panic!("{problems:?}"),
    }
}

#[test]
fn a_site_is_built_into_the_folder_that_was_named() {
    let site = Site::new().with("content/alone.md", "+++\n+++\nby itself\n");
    for zola in all() {
        let place = tempfile::tempdir().unwrap();
        let output = place.path().join("fresh");
        let built = build(zola, &request(&site, &output));
        assert_eq!(built.warnings, []);
        let page = fs::read_to_string(output.join("alone/index.html")).unwrap();
        assert!(page.contains("by itself"));
        assert!(!site.root().join("public").exists());
    }
}

#[test]
fn drafts_are_built_only_when_asked_for() {
    let site = Site::new().with("content/soon.md", "+++\ndraft = true\n+++\nsoon\n");
    for zola in all() {
        let place = tempfile::tempdir().unwrap();
        let (without, with) = (place.path().join("without"), place.path().join("with"));
        build(zola, &request(&site, &without));
        build(zola, &BuildRequest { drafts: true, ..request(&site, &with) });
        assert!(!without.join("soon").exists());
        assert!(with.join("soon/index.html").is_file());
    }
}

#[test]
fn zola_toml_is_the_config_even_for_a_zola_that_does_not_look_for_it() {
    let site = Site::new().with("zola.toml", "base_url = \"/\"\ntitle = \"The one\"\n");
    let site = site.with("templates/index.html", "{{ config.title }}");
    fs::remove_file(site.root().join("config.toml")).unwrap();
    for zola in all() {
        let place = tempfile::tempdir().unwrap();
        let output = place.path().join("fresh");
        build(zola, &request(&site, &output));
        assert_eq!(fs::read_to_string(output.join("index.html")).unwrap().trim(), "The one");
    }
}

#[test]
fn a_folder_without_a_config_is_not_built_by_a_config_further_up() {
    let site = Site::new().with("inner/content/_index.md", "+++\n+++\n");
    let inner = site.root().join("inner");
    for zola in all() {
        let output = site.root().join("fresh");
        let request = BuildRequest { staged: &inner, output: &output, drafts: false, turn: None };
        let error = zola.build(&request).unwrap_err();
        assert!(matches!(&error, ZolaError::NoConfig { path } if *path == inner), "{error}");
        assert!(!output.exists());
    }
}

#[test]
fn a_folder_that_holds_anything_is_never_given_to_zola_to_empty() {
    let site = Site::new();
    for zola in all() {
        let error = zola.build(&request(&site, site.root())).unwrap_err();
        assert!(matches!(error, ZolaError::NotFresh { .. }), "{error}");
        assert!(site.root().join("config.toml").is_file());
    }
}

#[test]
fn names_with_spaces_quotes_and_other_scripts_are_passed_on_as_they_are() {
    let site = Site::new();
    for zola in all() {
        let place = tempfile::tempdir().unwrap();
        let output = place.path().join("it's the \"hand book\" 日本 -o");
        build(zola, &request(&site, &output));
        assert!(output.join("index.html").is_file());
    }
}

#[cfg(unix)]
#[test]
fn a_zola_that_breaks_down_is_not_the_authors_fault() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let site = Site::new();
    // Zola expects every name to be UTF-8.
    let name = site.root().join("content").join(OsStr::from_bytes(b"b\xff.md"));
    if fs::write(&name, "+++\n+++\n").is_err() {
        eprintln!("SKIPPED: this file system has no names that are not UTF-8");
        return;
    }
    for zola in all() {
        let (outcome, _) = site.build(zola);
        match outcome.unwrap_err() {
            ZolaError::Panicked { version, last_lines } => {
                assert_eq!(version, zola.version());
                assert!(last_lines.contains("called `Option::unwrap()` on a `None` value"));
            }
            other => panic!("{other}"),
        }
    }
}

#[test]
fn the_dialect_is_the_one_that_templates_are_read_in() {
    let site = Site::new().with("templates/own.html", "{% macro hi() %}hi{% endmacro hi %}");
    for zola in all() {
        let built = matches!(site.build(zola).0.unwrap(), Outcome::Built(_));
        assert_eq!(built, zola.dialect() == Dialect::Tera1, "macros are Tera 1's");
    }
}
