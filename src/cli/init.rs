//! `handbook init`

use std::fs;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use zola_handbook::history::Repository;
use zola_handbook::root::RepoPath;
use zola_handbook::site::theme;

use super::{Failure, Global, Status, Terminal};

/// Make a new handbook, or add what is missing to a folder of Markdown
///
/// In an empty folder, or one without Markdown, this writes the starter handbook: pages that a
/// small company could adopt as they are, an example company in org/, Zola's settings, and a
/// workflow that publishes it all. In a folder that has Markdown already, only org/ and the
/// workflow are added. No file that exists is ever changed.
#[derive(Debug, clap::Args)]
pub struct Init {
    /// Where; --root says the same
    dir: Option<PathBuf>,
    /// The company's name
    #[arg(long)]
    name: Option<String>,
}

const WORKFLOW: &str = include_str!("init/workflow.yml");
const OWNERSHIP: &str = include_str!("init/ownership.toml");

impl Init {
    /// Writes what is missing.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let dir =
            self.dir.clone().or_else(|| global.root.clone()).unwrap_or_else(|| PathBuf::from("."));
        fs::create_dir_all(&dir).map_err(|error| about(&dir, error))?;
        let dir = fs::canonicalize(&dir).map_err(|error| about(&dir, error))?;
        let has_markdown = has_markdown(&dir)?;
        let name = self.company_name(&dir, terminal)?;
        let repository = Repository::discover(&dir)?;
        let top = repository.as_ref().and_then(Repository::workdir).unwrap_or(&dir).to_path_buf();

        let mut files: Vec<(PathBuf, Vec<u8>)> = if has_markdown {
            vec![
                (dir.join("org/company.toml"), company(&name).into_bytes()),
                (dir.join("org/ownership.toml"), OWNERSHIP.as_bytes().to_vec()),
            ]
        } else {
            theme::starter()?
                .into_iter()
                .map(|(path, bytes)| (dir.join(path.as_str()), named(&path, bytes, &name)))
                .collect()
        };
        files.push((dir.join(".gitignore"), b"/public/\n/.handbook/\n".to_vec()));
        files.push((top.join(".github/workflows/handbook.yml"), workflow(&dir, &top).into_bytes()));

        let mut written = 0;
        for (path, bytes) in &files {
            let shown = path.strip_prefix(&dir).unwrap_or(path).display().to_string();
            if write_new(path, bytes)? {
                written += 1;
                if has_markdown || !shown.starts_with("content") {
                    terminal.line(&format!("  wrote {shown}"));
                }
            } else {
                terminal.line(&format!("  kept  {shown}, which was there already"));
            }
        }
        self.say_next(&dir, written, has_markdown, repository.is_some(), terminal);
        Ok(Status::Clean)
    }

    fn say_next(
        &self,
        dir: &Path,
        written: usize,
        had_pages: bool,
        has_git: bool,
        terminal: &Terminal,
    ) {
        let here = std::env::current_dir().is_ok_and(|here| here == dir);
        let root = if here { String::new() } else { format!(" --root {}", dir.display()) };
        match written {
            0 => terminal.line("Nothing was missing."),
            _ if had_pages => {
                terminal.line(&format!("Added {written} files; your pages stay as they are."))
            }
            _ => terminal.line(&format!("Wrote a handbook of {written} files.")),
        }
        if !has_git {
            terminal.line(
                "This is not a git repository yet: `git init` and commit, and pages get a history.",
            );
        }
        terminal.line(&format!("Next: handbook serve{root} --open"));
    }

    fn company_name(&self, dir: &Path, terminal: &Terminal) -> Result<String, Failure> {
        if let Some(name) = self.name.as_deref().map(str::trim) {
            return if name.is_empty() {
                Err(Failure::Usage(
                    "--name needs a name, such as --name \"Analytical Engines\"".to_owned(),
                ))
            } else {
                Ok(name.to_owned())
            };
        }
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
}

fn about(path: &Path, error: io::Error) -> Failure {
    Failure::Machine(format!("{}: {error}", path.display()).into())
}

/// Whether somebody wrote Markdown here already, in any folder that is not hidden.
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
            } else if kind.is_file() && (name.ends_with(".md") || name.ends_with(".markdown")) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Writes a file unless one is there. Says whether it wrote.
fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| about(folder, error))?;
    }
    match fs::File::create_new(path) {
        Ok(mut file) => {
            file.write_all(bytes).map_err(|error| about(path, error))?;
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(about(path, error)),
    }
}

fn company(name: &str) -> String {
    format!("schema = 1\nname = {}\n", toml::Value::from(name))
}

/// A starter file with the company's own name in the two places that hold it.
fn named(path: &RepoPath, bytes: &[u8], name: &str) -> Vec<u8> {
    let key = match path.as_str() {
        "zola.toml" => "title",
        "org/company.toml" => "name",
        _ => return bytes.to_vec(),
    };
    let text = String::from_utf8_lossy(bytes);
    match text.parse::<toml_edit::DocumentMut>() {
        Ok(mut document) => {
            document[key] = toml_edit::value(name);
            document.to_string().into_bytes()
        }
        Err(_) => bytes.to_vec(),
    }
}

/// The workflow, for a handbook that is a folder of its repository.
fn workflow(dir: &Path, top: &Path) -> String {
    let below = dir.strip_prefix(top).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
    let root = if below.is_empty() { ".".to_owned() } else { below };
    WORKFLOW.replace("HANDBOOK_ROOT", &root).replace("HANDBOOK_VERSION", env!("CARGO_PKG_VERSION"))
}
