//! A folder of Markdown, read, staged and built as the program does it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use zola_handbook::diagnostics::{Diagnostic, Diagnostics, Format, Style, render};
use zola_handbook::handbook::{Handbook, Location, Reading};
use zola_handbook::site::{self, Entry, Staging, Tree};
use zola_handbook::zola::{BuildRequest, Outcome, Zola};

/// A folder of files. It is in no repository, unless a test makes one of it.
pub struct Folder {
    keep: Option<TempDir>,
    root: PathBuf,
}

/// A folder as it was read, and what was told of it.
pub struct Read {
    pub handbook: Handbook,
    pub told: Diagnostics,
    /// The files must be there for as long as they may be staged.
    _keep: Option<TempDir>,
}

#[allow(dead_code)]
impl Folder {
    /// A folder with these files.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let keep = tempfile::tempdir().unwrap();
        let root = keep.path().canonicalize().unwrap().join("notes");
        let folder = Self { keep: Some(keep), root };
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    /// A folder that is there already, and that somebody else keeps.
    pub fn at(root: &Path) -> Self {
        Self { keep: None, root: root.to_path_buf() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(self) -> Read {
        let location = Location::of(&self.root).unwrap();
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        let reading = Reading {
            now,
            today: None,
            drafts: false,
            classes: true,
            site: true,
            since: None,
            cache: None,
        };
        let (handbook, told) = Handbook::read(location, &reading).unwrap();
        Read { handbook, told, _keep: self.keep }
    }
}

#[allow(dead_code)]
impl Read {
    /// Address and title of every page, in the order of their files, a page a line.
    pub fn pages(&self) -> String {
        let line = |page: &zola_handbook::content::Page| {
            format!("{} {} ({})\n", page.path, page.address, page.title)
        };
        self.handbook.pages.iter().map(line).collect()
    }

    /// The lists of its folders as readers see them, an entry a line.
    pub fn lists(&self, zola: &Zola) -> String {
        let tree = self.stage(zola, "/");
        let mut lines = String::new();
        for (path, entry) in tree.files() {
            let Some(folder) = path.as_str().strip_prefix("data/handbook/list/") else { continue };
            let Entry::Made(bytes) = entry else { continue };
            let list: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            let folder = folder.trim_end_matches("_index.json").trim_end_matches('/');
            lines.push_str(&format!("/{folder}:\n"));
            for entry in list.as_array().unwrap() {
                let (title, href) = (entry["title"].as_str(), entry["href"].as_str());
                lines.push_str(&format!("  {} {}\n", title.unwrap(), href.unwrap()));
            }
        }
        lines
    }

    /// What was told, a line each.
    pub fn told(&self) -> String {
        let mut told = Diagnostics::new();
        told.extend(self.told.iter().cloned().chain(site::diagnose(&self.handbook)));
        render(&told, Format::Short, Style { colour: false, width: 200, ..Style::default() })
    }

    /// What helps against each problem of the content, a line each.
    pub fn helps(&self) -> String {
        let help = |one: &Diagnostic| format!("{}\n", one.help.as_deref().unwrap_or_default());
        self.told.iter().map(help).collect()
    }

    pub fn stage(&self, zola: &Zola, base_url: &str) -> Tree {
        let base = base_url.parse().unwrap();
        let staging = Staging { dialect: zola.dialect(), base: Some(&base) };
        site::stage(&self.handbook, staging).unwrap().0
    }

    /// What Zola makes of it: every published file, by its path.
    pub fn build(&self, zola: &Zola, base_url: &str) -> BTreeMap<String, Vec<u8>> {
        let folder = tempfile::tempdir().unwrap();
        let (staged, output) = (folder.path().join("site"), folder.path().join("public"));
        self.stage(zola, base_url).write(&staged).unwrap();
        let request = BuildRequest { staged: &staged, output: &output, drafts: false, turn: None };
        match zola.build(&request).unwrap() {
            Outcome::Built(_) => {}
            Outcome::Refused(problems) => panic!("Zola {}: {problems:?}", zola.version()),
        }
        let mut files = BTreeMap::new();
        gather(&output, &output, &mut files);
        files
    }
}

fn gather(top: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(top, &path, files);
        } else {
            let name = path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/");
            files.insert(name, fs::read(&path).unwrap());
        }
    }
}
