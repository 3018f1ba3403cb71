//! Publishes every handbook in a folder with every Zola that is here, follows every link of the
//! built pages, and counts what leads nowhere beside what was told of the sources.
//!
//! `HANDBOOK_CORPUS=DIR HANDBOOK_TEST_ZOLA=zola:other-zola cargo run --release --example links_report`
//!
//! A handbook is a folder in DIR, or a git bundle, which is cloned for the purpose. The exit status
//! is 1 where a link leads nowhere without a word about it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

#[path = "../tests/handbook/support/html.rs"]
mod html;
#[path = "../tests/handbook/support/plain.rs"]
mod plain;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use zola_handbook::zola::{Search, Zola};

fn main() -> ExitCode {
    let Some(corpus) = std::env::var_os("HANDBOOK_CORPUS").map(PathBuf::from) else {
        eprintln!("set HANDBOOK_CORPUS to a folder of handbooks");
        return ExitCode::from(2);
    };
    let keep = tempfile::tempdir().unwrap();
    let mut silent = 0;
    for entry in sorted(&corpus) {
        let Some(root) = handbook(&entry, keep.path()) else { continue };
        let started = Instant::now();
        let folder = plain::Folder::at(&root);
        let read = folder.read();
        let took = started.elapsed();
        let told = read.told();
        let about = |code: &str| told.lines().filter(|line| line.contains(code)).count();
        let (links, anchors) = (
            about("[content/broken-link]")
                + about("[content/empty-link]")
                + about("[content/link-to-"),
            about("[content/broken-anchor]"),
        );
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        println!("{name}: {} pages, read in {took:.1?}", read.handbook.pages.len());
        println!("  told of the sources: {links} links, {anchors} anchors that lead nowhere");
        if std::env::var_os("HANDBOOK_TOLD").is_some() {
            print!("{told}");
        }
        for zola in zolas() {
            for base in ["/", "https://example.org/handbook/"] {
                let built = read.build(&zola, base);
                let path = if base == "/" { "/" } else { "/handbook/" };
                let counts = html::follow(&built, path);
                println!(
                    "  Zola {} at {base}: {} links, {} with anchors, {} shown; {} missing, {} \
                     anchors missing, {} marked as broken",
                    zola.version(),
                    counts.links,
                    counts.anchors,
                    counts.images,
                    counts.missing.len(),
                    counts.missing_anchors.len(),
                    counts.marked
                );
                for missing in &counts.missing {
                    println!("    {missing}");
                }
                let unheard = counts.missing_anchors.len().saturating_sub(anchors);
                silent += counts.missing.len() + unheard + counts.marked.saturating_sub(links);
                if unheard > 0 {
                    for missing in &counts.missing_anchors {
                        println!("    {missing}");
                    }
                }
            }
        }
    }
    println!("{silent} without a word");
    ExitCode::from(u8::from(silent > 0))
}

fn zolas() -> Vec<Zola> {
    let listed = std::env::var_os("HANDBOOK_TEST_ZOLA").unwrap_or_default();
    std::env::split_paths(&listed)
        .filter(|path| path != Path::new(""))
        .map(|program| {
            let search = Search { named: Some(&program), ..Search::keeping_in(Path::new("")) };
            search.find(&mut |_| ()).unwrap()
        })
        .collect()
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// The handbook of an entry: a folder as it is, copied away from the repository around it where it
/// has none of its own; a bundle, cloned.
fn handbook(entry: &Path, keep: &Path) -> Option<PathBuf> {
    let name = entry.file_stem()?.to_str()?;
    let to = keep.join(name);
    if entry.is_dir() && entry.join(".git").exists() {
        return Some(entry.to_path_buf());
    }
    if entry.is_dir() {
        let done = Command::new("cp").arg("-R").arg(entry).arg(&to).status().ok()?;
        return done.success().then_some(to);
    }
    if entry.extension()? != "bundle" {
        return None;
    }
    let done = Command::new("git").args(["clone", "-q"]).arg(entry).arg(&to).status().ok()?;
    done.success().then_some(to)
}
