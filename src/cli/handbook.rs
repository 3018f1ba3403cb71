//! Opening a handbook, and staging it: what `build`, `stage` and `serve` have in common.

use std::env;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use zola_handbook::content::{self, Layout};
use zola_handbook::diagnostics::{Diagnostics, Format, Severity, Style, render};
use zola_handbook::handbook::{Handbook, Location, Reading};
use zola_handbook::history::Repository;
use zola_handbook::root;
use zola_handbook::site::{self, Map, SiteError, Staging, Written};
use zola_handbook::zola::{Dialect, Search, Turn, Version, Zola};

use super::terminal::Progress;
use super::{Failure, Global, Terminal};

/// Options of every command that stages.
#[derive(Debug, Clone, clap::Args)]
pub struct Options {
    /// The address that the site will have, with the folder it lives in
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Stop for warnings, too
    #[arg(long)]
    pub strict: bool,
    /// The zola to use, instead of one on PATH or a copy that handbook fetches
    #[arg(long, value_name = "PROGRAM", env = "HANDBOOK_ZOLA", hide_env_values = true)]
    pub zola: Option<PathBuf>,
    /// How to show problems
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: Shown,
}

/// A form in which problems are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Shown {
    /// For people, on stderr
    Human,
    /// A line each
    Short,
    /// For programs
    Json,
    /// As annotations of a GitHub workflow
    Github,
    /// For code scanning
    Sarif,
}

impl Shown {
    /// The library's word for it.
    pub fn format(self) -> Format {
        match self {
            Self::Human => Format::Human,
            Self::Short => Format::Short,
            Self::Json => Format::Json,
            Self::Github => Format::Github,
            Self::Sarif => Format::Sarif,
        }
    }
}

/// A handbook that was read, and what is wrong with it.
pub struct Opened {
    handbook: Handbook,
    problems: Diagnostics,
    format: Shown,
    named_root: Option<PathBuf>,
}

/// A site on disk that Zola can build.
pub struct StagedSite {
    /// The folder.
    pub folder: PathBuf,
    /// What writing it came to.
    pub written: Written,
    /// Where its files come from.
    pub map: Map,
}

/// The folder below a handbook that belongs to this program. It ignores itself.
const WORK: &str = ".handbook";

impl Opened {
    /// Finds and reads the handbook.
    ///
    /// # Errors
    /// Where the machine fails.
    pub fn open(
        global: &Global,
        options: &Options,
        drafts: bool,
        terminal: &Terminal,
    ) -> Result<Self, Failure> {
        let root = match &global.root {
            Some(root) => root.clone(),
            None => {
                let here = env::current_dir()?;
                let here = here.canonicalize().unwrap_or(here);
                let repository = Repository::discover(&here)?;
                root::find(&here, repository.as_ref().and_then(Repository::workdir))
            }
        };
        let location = Location::of(&root)?;
        let cache = location.root.join(WORK).join("cache");
        ensure_work(&location.root)?;
        let reading = Reading {
            now: Timestamp::now(),
            today: global.today,
            drafts,
            classes: true,
            site: true,
            since: None,
            cache: Some(&cache),
        };
        let _sign: Progress = terminal.progress("reading pages and history");
        let (handbook, mut problems) = Handbook::read(location, &reading)?;
        problems.extend(site::diagnose(&handbook));
        if handbook.layout == Layout::Plain {
            terminal.line(&format!(
                "There is no Zola site here, so the Markdown in {} is published as it stands.",
                match handbook.content_folder.as_str() {
                    "" => "this folder".to_owned(),
                    folder => format!("{folder}/"),
                }
            ));
        }
        if options.strict || handbook.config.strict {
            problems.promote_warnings();
        }
        Ok(Self { handbook, problems, format: options.format, named_root: global.root.clone() })
    }

    /// The handbook's folder.
    pub fn root(&self) -> &Path {
        &self.handbook.location.root
    }

    /// Shows what is wrong, and says whether the handbook can be published all the same.
    ///
    /// # Errors
    /// Where stdout cannot be written to.
    pub fn tell(&self, terminal: &Terminal) -> Result<bool, Failure> {
        self.show(&self.problems, terminal)?;
        Ok(!self.problems.has_errors())
    }

    /// Shows problems: for people on stderr, for programs on stdout.
    ///
    /// # Errors
    /// Where stdout cannot be written to. That its reader went away is none: a build must not end
    /// half-way, as if all were well, because nobody reads what it found.
    pub fn show(&self, problems: &Diagnostics, terminal: &Terminal) -> Result<(), Failure> {
        let style = Style { colour: terminal.colour(), width: terminal.width() };
        let text = render(problems, self.format.format(), style);
        match self.format {
            Shown::Human => terminal.say(&text),
            _ => match terminal.print(&text) {
                Ok(()) | Err(Failure::Closed) => {}
                Err(failure) => return Err(failure),
            },
        }
        Ok(())
    }

    /// Whether warnings are errors here.
    pub fn is_strict(&self, options: &Options) -> bool {
        options.strict || self.handbook.config.strict
    }

    /// The problems in words without colour; nothing where there is no error among them.
    pub fn problems_in_words(&self) -> Option<String> {
        (self.problems.worst() == Some(Severity::Error))
            .then(|| self.in_plain_words(&self.problems))
    }

    /// Problems as text without colour.
    pub fn in_plain_words(&self, problems: &Diagnostics) -> String {
        render(problems, Format::Human, Style { colour: false, width: 100 })
    }

    /// Our folder below the handbook.
    pub fn work(&self) -> PathBuf {
        self.root().join(WORK)
    }

    /// The folder to publish into, as the user named it from the handbook's root.
    ///
    /// # Errors
    /// Where it is a part of what a build reads or keeps: the next build would read its own output,
    /// or this one replace what somebody wrote.
    pub fn output(&self, named: &Path) -> Result<PathBuf, Failure> {
        let root = self.root();
        let target = real(&root.join(named))?;
        let location = &self.handbook.location;
        let git = location.repository.iter().flat_map(|it| [it.git_dir(), it.common_dir()]);
        let folders = site::FOLDERS.iter().chain(&["org", "content", WORK]).map(|it| root.join(it));
        let kept = git.map(Path::to_path_buf).chain(folders).find(|kept| target.starts_with(kept));
        let refused = |why: &str| {
            Err(Failure::Usage(format!(
                "--output {}: {why}; choose another folder, such as public",
                named.display()
            )))
        };
        if let Some(kept) = kept {
            return refused(&format!("the site cannot be published into {}", kept.display()));
        }
        if root.starts_with(&target) {
            return refused("the handbook itself is in that folder");
        }
        let below = target.strip_prefix(root).ok().and_then(Path::to_str);
        let read = below.is_some_and(|below| !content::is_passed_over(below));
        if self.handbook.content_folder.is_root() && read {
            return refused("every folder here is read for pages");
        }
        Ok(target)
    }

    /// Waits until no other build of this handbook runs.
    ///
    /// # Errors
    /// Where the file system has no locks.
    pub fn turn(&self, terminal: &Terminal) -> Result<Turn, Failure> {
        Ok(Turn::wait(&self.work(), &mut |words| terminal.line(words))?)
    }

    /// Finds Zola, fetching a copy where there is none.
    ///
    /// # Errors
    /// Where there is none and none can be fetched.
    pub fn zola(&self, options: &Options, terminal: &Terminal) -> Result<Zola, Failure> {
        let path = env::var_os("PATH");
        let cache = cache_folder().unwrap_or_else(|| self.work().join("cache"));
        let search =
            Search { named: options.zola.as_deref(), path: path.as_deref(), cache: &cache };
        Ok(search.find(&mut |words| terminal.line(words))?)
    }

    /// The version of the Zola that is here; nothing where one would have to be fetched.
    ///
    /// # Errors
    /// Where the one that is named is none.
    pub fn zola_version_here(
        &self,
        options: &Options,
        terminal: &Terminal,
    ) -> Result<Option<Version>, Failure> {
        let path = env::var_os("PATH");
        let on_path = path.as_ref().is_some_and(|path| {
            env::split_paths(path)
                .any(|folder| folder.join("zola").is_file() || folder.join("zola.exe").is_file())
        });
        if options.zola.is_none() && !on_path {
            return Ok(None);
        }
        Ok(Some(self.zola(options, terminal)?.version()))
    }

    /// Writes the staged site. The caller has the turn.
    ///
    /// # Errors
    /// Where a file cannot be read or written, or a template fails.
    pub fn stage(
        &self,
        options: &Options,
        dialect: Dialect,
        terminal: &Terminal,
    ) -> Result<StagedSite, Failure> {
        let _sign = terminal.progress("staging the site");
        let staging = Staging { dialect, base_url: options.base_url.as_deref() };
        let (tree, map) = site::stage(&self.handbook, staging).map_err(|error| match error {
            SiteError::Body(_) => Failure::Wrong(error.to_string()),
            error => error.into(),
        })?;
        let folder = self.work().join("site");
        let written = tree.write(&folder)?;
        Ok(StagedSite { folder, written, map })
    }

    /// What writing the staged site came to.
    pub fn written_in_words(written: Written) -> String {
        let files = if written.written == 1 { "file" } else { "files" };
        format!("{} {files} written, {} as they were", written.written, written.kept)
    }

    /// Whether there is no page at all.
    pub fn is_empty(&self) -> bool {
        self.handbook.pages.is_empty()
    }

    /// What is published, counted.
    pub fn in_words(&self) -> String {
        let org = &self.handbook.org;
        let counted = |count: usize, one: &str, many: &str| {
            format!("{count} {}", if count == 1 { one } else { many })
        };
        let mut parts = vec![counted(self.handbook.pages.len(), "page", "pages")];
        if !org.features.is_empty() || !org.teams.is_empty() || !org.people.is_empty() {
            parts.push(counted(org.features.len(), "feature", "features"));
            parts.push(counted(org.teams.len(), "team", "teams"));
            parts.push(counted(org.people.len(), "person", "people"));
        }
        parts.join(", ")
    }

    /// What git remembers, and how much of it was known already.
    pub fn history_in_words(&self) -> String {
        if self.handbook.location.repository.is_none() {
            return "no repository here, so pages have no history".to_owned();
        }
        let history = &self.handbook.history;
        let walked = history.walked;
        let mut words = match (walked.commits, walked.from_cache) {
            (0, _) => "nothing is committed yet".to_owned(),
            (1, 0) => "1 commit, read now".to_owned(),
            (all, 0) => format!("{all} commits, read now"),
            (1, _) => "1 commit, known from the last time".to_owned(),
            (all, known) if all == known => {
                format!("{all} commits, all known from the last time")
            }
            (all, known) => format!("{all} commits, {known} of them known from the last time"),
        };
        if history.completeness.is_shallow() {
            words.push_str(
                "; the clone is shallow, so what is older is unknown (git fetch --unshallow)",
            );
        }
        if history.completeness.missing_blobs > 0 {
            words.push_str("; the clone is partial, so some renames are unknown");
        }
        words
    }

    /// A folder as the user would name it from here.
    pub fn shown(&self, path: &Path) -> String {
        let here = env::current_dir().and_then(|here| here.canonicalize());
        let below = here.ok().and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
        below.unwrap_or_else(|| path.to_path_buf()).display().to_string()
    }

    /// ` --root DIR` where the user had to say so.
    pub fn root_argument(&self) -> String {
        self.named_root
            .as_ref()
            .map(|root| format!(" --root {}", root.display()))
            .unwrap_or_default()
    }

    /// Folders that a build reads with all that is below them.
    pub fn watched_whole(&self) -> Vec<PathBuf> {
        let root = self.root();
        let mut folders: Vec<PathBuf> = ["org", "templates", "static", "sass", "data", "themes"]
            .iter()
            .map(|name| root.join(name))
            .collect();
        if self.handbook.content_folder.is_root() {
            // The root itself would bring in git's objects and our own work: its folders are watched
            // one by one.
            let inner =
                std::fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.path());
            folders.extend(inner.filter(|path| {
                let name = path
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned())
                    .unwrap_or_default();
                path.is_dir()
                    && !name.starts_with('.')
                    && name != "node_modules"
                    && name != "target"
            }));
        } else {
            folders.push(root.join(self.handbook.content_folder.as_str()));
        }
        if let Some(repository) = &self.handbook.location.repository {
            folders.push(repository.common_dir().join("refs/heads"));
        }
        folders
    }

    /// Folders of which a build reads single files.
    pub fn watched_flat(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.root().to_path_buf()];
        if let Some(repository) = &self.handbook.location.repository {
            folders.push(repository.git_dir().to_path_buf());
        }
        folders
    }

    /// What changes by a build itself, or says nothing of the handbook.
    pub fn unwatched(&self) -> Vec<PathBuf> {
        let root = self.root();
        let mut ignored = vec![root.join(WORK), root.join("public")];
        if let Some(repository) = &self.handbook.location.repository {
            // Of git's own files only HEAD and the branches say which commit is checked out.
            let git = repository.git_dir();
            ignored.extend(
                [
                    "index",
                    "FETCH_HEAD",
                    "ORIG_HEAD",
                    "COMMIT_EDITMSG",
                    "objects",
                    "logs",
                    "config",
                    "gc.pid",
                ]
                .iter()
                .map(|name| git.join(name)),
            );
        }
        ignored
    }
}

/// An absolute path with every link and `..` in the part of it that exists resolved.
fn real(path: &Path) -> Result<PathBuf, Failure> {
    let mut missing = Vec::new();
    for above in path.ancestors() {
        match std::fs::canonicalize(above) {
            Ok(mut found) => {
                found.extend(missing.iter().rev());
                return Ok(found);
            }
            Err(_) => missing.extend(above.file_name()),
        }
    }
    Ok(std::path::absolute(path)?)
}

/// Makes our folder, which git is told to ignore by a file of its own.
pub(super) fn ensure_work(root: &Path) -> Result<(), Failure> {
    let work = root.join(WORK);
    let about =
        |error: std::io::Error| Failure::Machine(format!("{}: {error}", work.display()).into());
    std::fs::create_dir_all(&work).map_err(about)?;
    let ignore = work.join(".gitignore");
    if !ignore.is_file() {
        std::fs::write(&ignore, "*\n").map_err(about)?;
    }
    Ok(())
}

/// The user's cache folder for this program: what may be deleted at any time.
fn cache_folder() -> Option<PathBuf> {
    let variable =
        |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if let Some(named) = variable("HANDBOOK_CACHE") {
        return Some(named);
    }
    let base = if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else {
        variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    base.map(|base| base.join("handbook"))
}
