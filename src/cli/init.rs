//! `handbook init`

mod source;
mod starter;

use std::fs;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use jiff::Zoned;
use zola_handbook::handbook::HandbookError;
use zola_handbook::history::Repository;

use self::source::{Source, install};
use super::writing::write_new;
use super::{Failure, Global, Status, Terminal};

/// Make a new handbook, or add what is missing to a folder of Markdown
///
/// In an empty folder, or one without Markdown, this writes the starter handbook: pages that a
/// small company could adopt as they are, an example company in org/, Zola's settings, and a
/// workflow that publishes it all. In a folder that has Markdown already, only org/, the workflow
/// and a .gitignore are added; a README and its like, such as a new repository has, do not count.
/// No file that exists is ever changed.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// Where; --root says the same
    dir: Option<PathBuf>,
    /// The company's name; asked for on a terminal, else that of the folder
    #[arg(long)]
    name: Option<String>,
    /// Where the workflow gets this program: a git repository of it and a commit or a release's tag,
    /// as https://HOST/PATH#COMMIT; crates.io where this is left out
    #[arg(long, value_name = "ADDRESS#COMMIT")]
    program: Option<Source>,
}

const WORKFLOW: &str = include_str!("init/workflow.yml");
const OWNERSHIP: &str = include_str!("init/ownership.toml");

/// What git is to pass over: the site that is built, and our own folder.
const IGNORED: &str = "/public/\n/.handbook/\n";

/// What a repository has besides pages, in any of its spellings.
const NO_PAGES: &[&str] =
    &["readme", "license", "licence", "changelog", "contributing", "code_of_conduct", "security"];

impl Init {
    /// Writes what is missing.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let dir =
            self.dir.clone().or_else(|| global.root.clone()).unwrap_or_else(|| PathBuf::from("."));
        let named = self.given_name()?;
        fs::create_dir_all(&dir).map_err(|error| about(&dir, error))?;
        let dir = fs::canonicalize(&dir).map_err(|error| about(&dir, error))?;
        let repository = Repository::discover(&dir)?;
        if repository.as_ref().is_some_and(Repository::is_bare) {
            return Err(HandbookError::Bare { path: dir }.into());
        }
        let has_markdown = has_markdown(&dir)?;
        let name = match named {
            Some(name) => name.to_owned(),
            None => ask_name(&dir, terminal)?,
        };
        let top = repository.as_ref().and_then(Repository::workdir).unwrap_or(&dir).to_path_buf();

        let mut files: Vec<(PathBuf, Vec<u8>)> = if has_markdown {
            vec![
                (dir.join("org/company.toml"), company(&name).into_bytes()),
                (dir.join("org/ownership.toml"), OWNERSHIP.as_bytes().to_vec()),
            ]
        } else {
            let today = global.today.unwrap_or_else(|| Zoned::now().date());
            let starter = starter::files(&name, today)?;
            starter.into_iter().map(|(path, bytes)| (dir.join(path.as_str()), bytes)).collect()
        };
        let ignore = dir.join(".gitignore");
        files.push((ignore.clone(), IGNORED.as_bytes().to_vec()));
        let branch = repository.as_ref().map(Repository::default_branch).transpose()?.flatten();
        let branch = branch.as_deref().unwrap_or("main");
        let workflow = workflow(&dir, &top, branch, self.program.as_ref());
        files.push((top.join(".github/workflows/handbook.yml"), workflow.into_bytes()));

        let mut told = Told::default();
        for (path, bytes) in &files {
            let shown = path.strip_prefix(&dir).unwrap_or(path);
            if write_new(path, bytes)? {
                told.wrote(shown);
                told.has_workflow |= path.ends_with("handbook.yml");
            } else {
                told.kept.push(shown.to_path_buf());
            }
        }
        told.say(terminal, files.len());
        if told.kept.iter().any(|path| path.as_os_str() == ".gitignore")
            && !fs::read_to_string(&ignore).unwrap_or_default().contains("public")
        {
            terminal
                .line("Your .gitignore does not name /public/, where the site is built: add it.");
        }
        let written = files.len() - told.kept.len();
        say_next(&dir, written, has_markdown, repository.is_some(), terminal);
        if told.has_workflow {
            terminal.line(
                "To publish: push it. On GitHub, Settings > Pages > Source must say “GitHub Actions”.",
            );
        }
        Ok(Status::Clean)
    }

    /// The name on the command line.
    fn given_name(&self) -> Result<Option<&str>, Failure> {
        match self.name.as_deref().map(str::trim) {
            Some("") => Err(Failure::Usage(
                "--name needs a name, such as --name \"Analytical Engines\"".to_owned(),
            )),
            name => Ok(name),
        }
    }
}

/// What was done, each folder in a line.
#[derive(Default)]
struct Told {
    wrote: Vec<(PathBuf, usize)>,
    kept: Vec<PathBuf>,
    has_workflow: bool,
}

impl Told {
    fn wrote(&mut self, path: &Path) {
        let first = path.components().next().map(|first| PathBuf::from(first.as_os_str()));
        let line = match first {
            Some(folder) if ["content", "org"].iter().any(|it| folder.as_os_str() == *it) => folder,
            _ => path.to_path_buf(),
        };
        match self.wrote.iter_mut().find(|(known, _)| *known == line) {
            Some((_, count)) => *count += 1,
            None => self.wrote.push((line, 1)),
        }
    }

    /// Says it; where all `looked_for` files were there already, that is all that is to be said.
    fn say(&self, terminal: &Terminal, looked_for: usize) {
        if self.kept.len() == looked_for {
            return;
        }
        for (path, count) in &self.wrote {
            match count {
                1 => terminal.line(&format!("  wrote {}", path.display())),
                _ => terminal.line(&format!("  wrote {}/, {count} files", path.display())),
            }
        }
        for path in &self.kept {
            terminal.line(&format!("  kept  {}, which was there already", path.display()));
        }
    }
}

fn say_next(dir: &Path, written: usize, had_pages: bool, has_git: bool, terminal: &Terminal) {
    let here = std::env::current_dir().is_ok_and(|here| here == dir);
    let root = if here { String::new() } else { format!(" --root {}", dir.display()) };
    let files = if written == 1 { "1 file".to_owned() } else { format!("{written} files") };
    match written {
        0 => terminal.line("There is a handbook here already, and nothing is missing."),
        _ if had_pages => terminal.line(&format!("Added {files}; your pages stay as they are.")),
        _ => terminal.line(&format!("Wrote a handbook of {files}.")),
    }
    if !has_git {
        terminal.line(
            "This is not a git repository yet: `git init` and commit, and pages get a history.",
        );
    }
    if written > 0 && !had_pages {
        terminal.line(
            "`handbook check` finds one gap in it, which is there to be seen: Almanac has no product \
             manager.",
        );
    }
    terminal.line(&format!("Next: handbook serve{root} --open"));
}

/// Asks for the company's name where somebody can answer; else the folder's name is taken.
fn ask_name(dir: &Path, terminal: &Terminal) -> Result<String, Failure> {
    let fallback = dir
        .file_name()
        .map_or_else(|| "Our company".to_owned(), |name| name.to_string_lossy().into_owned());
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(fallback);
    }
    terminal.say(&format!("What is the company called? [{fallback}] "));
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    let answer = answer.trim();
    Ok(if answer.is_empty() { fallback } else { answer.to_owned() })
}

fn about(path: &Path, error: io::Error) -> Failure {
    Failure::Machine(format!("{}: {error}", path.display()).into())
}

/// Whether somebody wrote pages here already, in any folder that is not hidden.
fn has_markdown(dir: &Path) -> Result<bool, Failure> {
    let mut folders = vec![dir.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| about(&folder, error))? {
            let entry = entry.map_err(|error| about(&folder, error))?;
            let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
            let kind = entry.file_type().map_err(|error| about(&entry.path(), error))?;
            if kind.is_dir() && !name.starts_with('.') && name != "node_modules" && name != "public"
            {
                folders.push(entry.path());
            } else if kind.is_file() && is_page(&name, folder == dir) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether a file of that name, in lower case, is a page that somebody wrote.
fn is_page(name: &str, at_top: bool) -> bool {
    match name.rsplit_once('.') {
        Some((stem, "md" | "markdown" | "mdx")) => !(at_top && NO_PAGES.contains(&stem)),
        _ => false,
    }
}

fn company(name: &str) -> String {
    format!("schema = 1\nname = {}\n", toml::Value::from(name))
}

/// The workflow, for a handbook that is a folder of its repository, published from that branch.
fn workflow(dir: &Path, top: &Path, branch: &str, source: Option<&Source>) -> String {
    let (install, version) = install(source);
    let below = dir.strip_prefix(top).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
    let root = if below.is_empty() { "." } else { &below };
    WORKFLOW
        .replace("HANDBOOK_INSTALL", &install)
        .replace("HANDBOOK_VERSION", &version)
        // In a list of branches, `+` would be a pattern.
        .replace("HANDBOOK_BRANCH", &yaml(&branch.replace('+', "\\+")))
        .replace("HANDBOOK_ROOT", &yaml(root))
}

/// Text as a value of a workflow: YAML reads JSON's quotes, and the forge no expression in it.
fn yaml(text: &str) -> String {
    serde_json::Value::from(text.replace("${{", "${{ '${{' }}")).to_string()
}
