//! Files of `org/`.

use zola_handbook::diagnostics::{Diagnostics, Format, Style, render};
use zola_handbook::metadata::Strictness;
use zola_handbook::org::{OrgFile, parse};
use zola_handbook::root::RepoPath;

use super::can_be_shown;

/// Any bytes as files: a line `#> people/ada.toml` begins one, and what follows it is its text.
pub fn holds(data: &[u8]) {
    let files = files_of(data);
    let folder = RepoPath::new("org").expect("a path");
    let backwards: Vec<OrgFile> = files.iter().rev().cloned().collect();
    for how in [Strictness::Today, Strictness::Past] {
        let (org, problems) = parse(&folder, files.clone(), how);
        can_be_shown(&problems);
        if how == Strictness::Past {
            assert_eq!(problems.counts().errors, 0, "what was committed once is no error");
        }
        let shown = |problems: &Diagnostics| render(problems, Format::Human, Style::default());
        for files in [files.clone(), backwards.clone()] {
            let (again, also) = parse(&folder, files, how);
            assert_eq!(shown(&also), shown(&problems), "the order of files says nothing");
            assert_eq!(format!("{again:?}"), format!("{org:?}"));
        }
    }
}

fn files_of(data: &[u8]) -> Vec<OrgFile> {
    let mut files: Vec<(RepoPath, Vec<u8>)> = Vec::new();
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        let named = line.strip_prefix(b"#> ").and_then(|name| std::str::from_utf8(name).ok());
        match named.and_then(|name| RepoPath::new(&format!("org/{}", name.trim())).ok()) {
            // A folder holds a name once.
            Some(path) if files.iter().all(|(known, _)| *known != path) => {
                files.push((path, Vec::new()));
            }
            _ => files.iter_mut().next_back().into_iter().for_each(|(_, text)| text.extend(line)),
        }
    }
    files.into_iter().map(|(path, text)| OrgFile::new(path, text)).collect()
}
