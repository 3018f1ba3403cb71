//! CODEOWNERS: what is written, read as a forge reads it.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::successors;
use std::path::Path;

use jiff::civil::date;
use zola_handbook::content::{self, Addressing, Folder, FolderPages, Layout};
use zola_handbook::diagnostics::Diagnostics;
use zola_handbook::metadata::Strictness;
use zola_handbook::org::{Forge, OrgFile, parse};
use zola_handbook::ownership::codeowners::{Owned, Written};
use zola_handbook::ownership::{Ownership, owners_of};
use zola_handbook::root::RepoPath;

/// People and teams: with an account, with another's letters, and with none.
const ORG: [(&str, &str); 6] = [
    ("people/ada.toml", "name = \"Ada\"\ncraft = \"engineer\"\naccounts = { github = \"ada\" }\n"),
    (
        "people/bob.toml",
        "name = \"Bob\"\ncraft = \"designer\"\naccounts = { github = \"bob-2\" }\n",
    ),
    ("people/eve.toml", "name = \"Eve\"\ncraft = \"engineer\"\n"),
    (
        "teams/red.toml",
        "name = \"Red\"\nlead = \"ada\"\nmembers = [\"ada\", \"eve\"]\naccounts = { github = \"us/red\" }\n",
    ),
    ("teams/blue.toml", "name = \"Blue\"\nlead = \"bob\"\nmembers = [\"bob\", \"ada\"]\n"),
    ("teams/none.toml", "name = \"None\"\nlead = \"eve\"\nmembers = [\"eve\"]\n"),
];
const OWNERS: [&str; 7] = ["ada", "bob", "eve", "red", "blue", "none", ""];

/// Any bytes as lines: `file PATH`; `code OWNER GLOB`, a feature's; `page OWNER PATH`, below
/// `content/`. An owner is a digit. The whole is also read as a CODEOWNERS file that somebody wrote.
pub fn holds(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let by_hand = Written::read(&text);
    assert!(by_hand.len() <= text.lines().count());

    let mut files = BTreeSet::new();
    let mut pages: BTreeMap<RepoPath, Vec<u8>> = BTreeMap::new();
    let mut org: Vec<OrgFile> = ORG.iter().map(|(path, text)| org_file(path, text)).collect();
    for line in text.split('\n').take(40) {
        let (kind, rest) = line.split_once(' ').unwrap_or(("file", line));
        let (owner, path) = rest.split_once(' ').unwrap_or(("", rest));
        let owner = owner.bytes().next().map_or(0, usize::from) % OWNERS.len();
        let owner = OWNERS[owner];
        match kind {
            "code" => {
                let glob = toml::Value::String(path.to_owned());
                let holder = if owner.len() == 3 && owner != "red" { "captain" } else { "team" };
                let holder = if owner.is_empty() {
                    String::new()
                } else {
                    format!("{holder} = \"{owner}\"\n")
                };
                let path = format!("features/f{}.toml", org.len());
                org.push(org_file(&path, &format!("name = \"F\"\n{holder}code = [{glob}]\n")));
            }
            "page" => {
                let Ok(path) = RepoPath::new(&format!("{}.md", path.trim_end_matches('\r'))) else {
                    continue;
                };
                if path.as_str().len() > 300 {
                    continue;
                }
                let claim = format!("+++\n[extra.handbook]\nowner = \"{owner}\"\n+++\n");
                let claim = if owner.is_empty() { String::new() } else { claim };
                pages.insert(path, claim.into_bytes());
            }
            _ => files.extend(RepoPath::new(rest).ok().filter(|path| !path.is_root())),
        }
    }
    // A name is a file or a folder.
    let of_page = |page: &RepoPath| path("content").join(page.as_str()).expect("a path");
    let above = |file: RepoPath| successors(file.parent(), RepoPath::parent);
    let all = files.iter().cloned().chain(pages.keys().map(of_page));
    let folders: BTreeSet<RepoPath> = all.flat_map(above).collect();
    files.retain(|file| !folders.contains(file));
    pages.retain(|page, _| !folders.contains(&of_page(page)));
    let (org, _) = parse(&path("org"), org, Strictness::Today);
    let folder = Folder {
        top: Path::new("/"),
        folder: Path::new("/content"),
        prefix: path("content"),
        boundary: Path::new("/"),
        layout: Layout::Zola,
        addressing: Addressing::default(),
        reserved: None,
    };
    let mut told = Diagnostics::new();
    let pages = content::parse(&folder, pages.into_iter().collect(), &mut told).expect("pages");
    files.extend(pages.iter().map(|page| page.file.clone()));
    let files: Vec<RepoPath> = files.into_iter().collect();
    let today = date(2026, 1, 2);
    let folder_pages = FolderPages::new(Layout::Zola, &Addressing::default());
    let ownership = Ownership::resolve(&org, (&pages, &folder_pages), today, &mut told);
    let owned = Owned {
        org: &org,
        ownership: &ownership,
        pages: &pages,
        content: &path("content"),
        files: &files,
        today,
    };
    let made = owned.code_owners(Forge::GitHub).text;

    assert!(Written::is_made(&made));
    let accounts = ["@ada", "@bob-2", "@us/red"];
    let lines: Vec<&str> =
        made.split('\n').filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    for line in &lines {
        assert!(line.starts_with('/') && !line.contains(char::is_control), "{line:?}");
    }
    let read = Written::read(&made);
    assert_eq!(read.len(), lines.len(), "every line is one that the forge reads\n{made}");
    // Names with such characters cannot be written, nor told from each other.
    let unwritable = |one: char| one.is_control() || matches!(one, '\u{2028}' | '\u{2029}');
    let alike = files.iter().filter(|file| file.as_str().contains(unwritable)).count() > 1;
    for file in &files {
        if alike && file.as_str().contains(unwritable) {
            continue;
        }
        let asked: BTreeSet<String> = match pages.iter().find(|page| page.file == *file) {
            Some(page) => {
                let owner = ownership.pages.get(&page.file).and_then(|page| page.owner.as_ref());
                owner.map(|owner| owned.asked(&owner.value, Forge::GitHub)).unwrap_or_default()
            }
            None => {
                let features = owners_of(&org, file);
                let holders = features.iter().filter_map(|id| owned.holder_of_code(id));
                holders.flat_map(|holder| owned.asked(&holder, Forge::GitHub)).collect()
            }
        };
        let found = read.line_of(file).map(|line| line.owners.clone()).unwrap_or_default();
        let found: BTreeSet<String> = found.into_iter().collect();
        assert_eq!(found, asked, "{file:?} in\n{made}");
        assert!(found.iter().all(|one| accounts.contains(&one.as_str())), "{found:?}");
    }
}

fn path(text: &str) -> RepoPath {
    RepoPath::new(text).expect("a path")
}

fn org_file(path: &str, text: &str) -> OrgFile {
    OrgFile::new(self::path(&format!("org/{path}")), text.as_bytes().to_vec())
}
