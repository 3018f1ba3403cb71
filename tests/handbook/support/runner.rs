//! A forge's machine, as far as workflows need one: it runs the shell steps of a workflow or an
//! action in order, as GitHub's runner documents it, and notes which actions would have run between.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use super::script::Scripts;
use super::zola::{all, cache_home, node_and_npm};

/// A machine with a checkout on it.
pub struct Runner {
    folder: TempDir,
    checkout: PathBuf,
    programs: Scripts,
    contexts: BTreeMap<String, String>,
    variables: BTreeMap<String, OsString>,
}

/// How a job ended.
#[derive(Debug, Default)]
pub struct Job {
    /// The name of the step that failed; nothing where all went well.
    pub failed: Option<String>,
    /// All that the steps said, errors among it.
    pub said: String,
    /// The steps that ran, by name, and the actions that would have, as `name: value` of `with`.
    pub ran: Vec<(String, BTreeMap<String, String>)>,
}

impl Runner {
    /// A machine with that checkout, whose home folder is empty but for a Zola that was fetched, and
    /// with `handbook` on its path.
    pub fn new(checkout: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let program = env!("CARGO_BIN_EXE_handbook");
        let programs = Scripts::new().with("handbook", &format!("exec '{program}' \"$@\""));
        let forge = Self {
            checkout: checkout.to_path_buf(),
            programs,
            contexts: BTreeMap::new(),
            variables: BTreeMap::new(),
            folder,
        };
        let cache = forge.home().join(".cache/handbook");
        std::fs::create_dir_all(&cache).unwrap();
        std::fs::create_dir_all(forge.temp()).unwrap();
        std::fs::create_dir(forge.folder.path().join("tools")).unwrap();
        if !all().is_empty() {
            std::os::unix::fs::symlink(cache_home().join("handbook/zola"), cache.join("zola"))
                .unwrap();
        }
        forge.context("runner.os", "Linux").context("runner.arch", "X64")
    }

    /// The home folder.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// The folder that `RUNNER_TEMP` names.
    pub fn temp(&self) -> PathBuf {
        self.folder.path().join("temp")
    }

    /// A program on the path, before the system's, as a shell script.
    pub fn program(mut self, name: &str, body: &str) -> Self {
        self.programs = self.programs.with(name, body);
        self
    }

    /// What an expression such as `github.base_ref` comes to.
    pub fn context(mut self, name: &str, value: &str) -> Self {
        self.contexts.insert(name.to_owned(), value.to_owned());
        self
    }

    /// An environment variable for every step.
    pub fn variable(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.variables.insert(name.to_owned(), value.into());
        self
    }

    /// The value of an expression, of those kinds that our workflows use: a context, a text in
    /// single quotes, and `==` and `!=` between two of them.
    fn value(&self, expression: &str) -> String {
        let expression = expression.trim();
        for (sign, equal) in [(" == ", true), (" != ", false)] {
            if let Some((left, right)) = expression.split_once(sign) {
                return ((self.value(left) == self.value(right)) == equal).to_string();
            }
        }
        if let Some(text) = expression.strip_prefix('\'').and_then(|it| it.strip_suffix('\'')) {
            return text.to_owned();
        }
        let named = self.contexts.get(expression).cloned();
        // An output that no step wrote is empty; any other name must be known to the test.
        named.unwrap_or_else(|| {
            assert!(expression.starts_with("steps."), "nobody said what {expression} is");
            String::new()
        })
    }

    /// A text with every expression in it filled in.
    pub fn filled(&self, text: &str) -> String {
        let expression = regex::Regex::new(r"\$\{\{(.*?)\}\}").unwrap();
        expression.replace_all(text, |found: &regex::Captures<'_>| self.value(&found[1])).into()
    }

    fn all_filled(&self, table: &Value) -> BTreeMap<String, String> {
        let entries = table.as_object().into_iter().flatten();
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        entries.map(|(name, value)| (name.clone(), self.filled(&text(value)))).collect()
    }

    /// Runs a job's steps, or an action's. `shell` is what the workflow says of steps that name none.
    pub fn run(&mut self, steps: &Value, shell: Option<&str>) -> Job {
        let mut job = Job::default();
        for step in steps.as_array().unwrap() {
            let name = step["name"].as_str().or(step["uses"].as_str()).or(step["run"].as_str());
            let name = name.unwrap().to_owned();
            let condition = step["if"].as_str().map(|text| self.filled(text));
            if condition.is_some_and(|it| it == "false") {
                continue;
            }
            job.ran.push((name.clone(), self.all_filled(&step["with"])));
            let Some(script) = step["run"].as_str() else { continue };
            let mut command = self.shell(step["shell"].as_str().or(shell), script);
            let outputs = self.folder.path().join("outputs");
            std::fs::write(&outputs, "").unwrap();
            let output = command
                .envs(self.all_filled(&step["env"]))
                .env("GITHUB_OUTPUT", &outputs)
                .output()
                .unwrap();
            job.said.push_str(&String::from_utf8_lossy(&output.stdout));
            job.said.push_str(&String::from_utf8_lossy(&output.stderr));
            if !output.status.success() {
                job.failed = Some(name);
                break;
            }
            for line in std::fs::read_to_string(&outputs).unwrap().lines() {
                let (key, value) = line.split_once('=').unwrap();
                let id = step["id"].as_str().expect("a step with outputs has an id");
                self.contexts.insert(format!("steps.{id}.outputs.{key}"), value.to_owned());
            }
        }
        job
    }

    /// A shell with a script, as the runner starts it.
    pub fn shell(&self, shell: Option<&str>, script: &str) -> Command {
        let file = self.folder.path().join("script.sh");
        std::fs::write(&file, script).unwrap();
        let mut command = Command::new("/bin/bash");
        match shell {
            None => command.arg("-e"),
            Some("bash") => command.args(["--noprofile", "--norc", "-eo", "pipefail"]),
            Some(other) => panic!("no step runs {other}"),
        };
        let summary = self.folder.path().join("summary.md");
        command
            .arg(file)
            .current_dir(&self.checkout)
            .env_clear()
            .env("PATH", self.path())
            .env("HOME", self.home())
            .env("TZ", "UTC")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("RUNNER_TEMP", self.temp())
            .env("GITHUB_STEP_SUMMARY", summary)
            .envs(&self.variables);
        command
    }

    /// What the steps wrote into the job's summary.
    pub fn summary(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("summary.md")).unwrap_or_default()
    }

    /// Our programs, Node and npm, and the system's own, in that order.
    fn path(&self) -> OsString {
        let tools = self.folder.path().join("tools");
        if !tools.join("node").exists() {
            node_and_npm(&tools);
        }
        let folders = [self.programs.path(), tools.into(), "/usr/bin".into(), "/bin".into()];
        std::env::join_paths(folders).unwrap()
    }
}

/// A workflow, an action or a pipeline of this project.
pub fn yaml(path: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Whether a program that a test needs is on this machine: a laptop may lack it, CI may not.
pub fn has(program: &str) -> bool {
    let found = ["/usr/bin", "/bin"].iter().any(|folder| Path::new(folder).join(program).is_file());
    if !found {
        assert!(std::env::var_os("CI").is_none(), "{program} is not here");
        eprintln!("SKIPPED: {program} is not here");
    }
    found
}
