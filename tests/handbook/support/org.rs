//! An `org/` written down in a test.

use zola_handbook::diagnostics::{Diagnostics, Format, Style, render};
use zola_handbook::metadata::Strictness;
use zola_handbook::org::{Org, OrgFile, parse};
use zola_handbook::root::RepoPath;

/// The company, two people and a team, without a mistake.
pub const SOUND: [(&str, &str); 5] = [
    ("company.toml", "schema = 1\nname = \"Example\"\n"),
    ("people/ada.toml", "name = \"Ada\"\ncraft = \"engineer\"\n"),
    ("people/bob.toml", "name = \"Bob\"\ncraft = \"designer\"\n"),
    ("teams/replay.toml", "name = \"Replay\"\nlead = \"ada\"\nmembers = [\"ada\", \"bob\"]\n"),
    ("features/billing.toml", "name = \"Billing\"\ncaptain = \"ada\"\nteam = \"replay\"\n"),
];

/// Parses files, by their paths below `org/`.
pub fn parsed(files: &[(&str, &str)], how: Strictness) -> (Org, Diagnostics) {
    let files = files.iter().map(|(path, text)| file(path, text.as_bytes())).collect();
    parse(&RepoPath::new("org").unwrap(), files, how)
}

/// A file by its path below `org/`.
pub fn file(path: &str, bytes: &[u8]) -> OrgFile {
    OrgFile::new(RepoPath::new(&format!("org/{path}")).unwrap(), bytes.to_vec())
}

/// What a person is told about today's files, on a terminal of 90 columns without colour.
pub fn told(files: &[(&str, &str)]) -> String {
    let (_, problems) = parsed(files, Strictness::Today);
    human(&problems)
}

/// What a person is told about the sound files and these besides, or in place of them.
pub fn told_besides(files: &[(&str, &str)]) -> String {
    let replaced = |path: &str| files.iter().any(|(other, _)| *other == path);
    let sound = SOUND.into_iter().filter(|(path, _)| !replaced(path));
    told(&sound.chain(files.iter().copied()).collect::<Vec<_>>())
}

/// Findings as a person sees them.
pub fn human(problems: &Diagnostics) -> String {
    render(problems, Format::Human, Style { colour: false, width: 90, ..Style::default() })
}
