//! `handbook init`: a new handbook, or what a folder of Markdown still lacks.

use std::fs;

use snapbox::{assert_data_eq, str};

use crate::support::company::read;
use crate::support::program::{Ran, at, bytes, files, handbook};
use crate::support::repo::Repo;
use crate::support::zola::all;

fn init(folder: &std::path::Path, more: &[&str]) -> Ran {
    let arguments: Vec<&str> = ["init"].iter().chain(more).copied().collect();
    handbook(&arguments).inside(folder).on("2031-05-20").succeed()
}

#[test]
fn an_empty_folder_becomes_a_handbook_that_builds_at_once() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("Analytical Engines");
    fs::create_dir(&folder).unwrap();
    let ran = init(&folder, &[]);
    assert_data_eq!(
        ran.told(&folder),
        str![[r#"
status: 0
--- stdout
--- stderr
  wrote zola.toml
  wrote content/, 33 files
  wrote org/, 27 files
  wrote .gitignore
  wrote .github/workflows/handbook.yml
Wrote a handbook of 63 files.
This is not a git repository yet: `git init` and commit, and pages get a history.
`handbook check` finds one gap in it, which is there to be seen: Almanac has no product manager.
Next: handbook serve --open
To publish: push it. On GitHub, Settings > Pages > Source must say “GitHub Actions”.

"#]]
    );
    let config = read(&folder.join("zola.toml"));
    assert!(config.contains("title = \"Analytical Engines\""), "{config}");
    for zola in all() {
        let ran = at(&folder, zola, &["build", "--strict"]).succeed();
        assert!(ran.stderr.contains("no repository here"), "{ran}");
    }
    assert!(folder.join("public/org/gaps/index.html").is_file());
}

#[test]
fn the_companys_name_is_written_where_it_belongs_whatever_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let name = "O\"Brien & \\Söhne {{ 1 }}";
    init(folder.path(), &["--name", name]);
    for (file, key) in [("zola.toml", "title"), ("org/company.toml", "name")] {
        let table: toml::Table = read(&folder.path().join(file)).parse().unwrap();
        assert_eq!(table[key].as_str(), Some(name), "{file}");
    }
}

#[test]
fn a_second_run_changes_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    init(folder.path(), &["--name", "Engines"]);
    let before = bytes(folder.path());
    let again = init(folder.path(), &["--name", "Another"]);
    assert_data_eq!(
        again.told(folder.path()),
        str![[r#"
status: 0
--- stdout
--- stderr
There is a handbook here already, and nothing is missing.
This is not a git repository yet: `git init` and commit, and pages get a history.
Next: handbook serve --open

"#]]
    );
    assert!(bytes(folder.path()) == before);
}

#[test]
fn a_folder_of_markdown_keeps_its_pages_and_gets_what_is_missing() {
    let mut repo = Repo::new();
    repo.commit(
        "Begin",
        &[("README.md", Some("# Rules\n")), ("leave/time-off.md", Some("# Leave\n"))],
    );
    repo.write(".gitignore", "*.tmp\n");
    let ran = init(repo.path(), &["--name", "Engines"]);
    assert_data_eq!(
        ran.told(repo.path()),
        str![[r#"
status: 0
--- stdout
--- stderr
  wrote org/, 2 files
  wrote .github/workflows/handbook.yml
  kept  .gitignore, which was there already
Your .gitignore does not name /public/, where the site is built: add it.
Added 3 files; your pages stay as they are.
Next: handbook serve --open
To publish: push it. On GitHub, Settings > Pages > Source must say “GitHub Actions”.

"#]]
    );
    assert_eq!(read(&repo.path().join("leave/time-off.md")), "# Leave\n");
    assert_eq!(read(&repo.path().join(".gitignore")), "*.tmp\n");
    assert!(!repo.path().join("zola.toml").exists());
    at(repo.path(), &all()[0], &["build"]).succeed();
    assert!(repo.path().join("public/leave/time-off/index.html").is_file());

    // From a folder of it, too, since what was added says where the handbook is.
    let below = handbook(&["stage", "--zola-version", "0.22"]).inside(&repo.path().join("leave"));
    let ran = below.succeed();
    assert!(ran.stderr.contains("Staged"), "{ran}");
    assert!(!repo.path().join("leave/.handbook").exists());
}

#[test]
fn a_repository_with_a_readme_and_a_license_gets_the_whole_starter() {
    let mut repo = Repo::new();
    repo.commit("Begin", &[("README.md", Some("# New\n")), ("LICENSE.md", Some("MIT\n"))]);
    init(repo.path(), &[]);
    assert_eq!(read(&repo.path().join("README.md")), "# New\n");
    assert!(repo.path().join("content/_index.md").is_file());
}

#[test]
fn in_a_bigger_repository_the_workflow_goes_to_its_top_and_knows_the_folder() {
    let mut repo = Repo::new();
    repo.commit("Begin", &[("src/main.rs", Some("fn main() {}\n"))]);
    let folder = repo.path().join("company/handbook");
    let ran =
        handbook(&["init", "company/handbook", "--name", "Engines"]).inside(repo.path()).succeed();
    assert!(ran.stderr.contains("--root"), "{ran}");
    let workflow = read(&repo.path().join(".github/workflows/handbook.yml"));
    let job = &yaml(&workflow)["jobs"]["build"];
    assert_eq!(job["env"]["ROOT"], "company/handbook");
    assert!(!workflow.contains("HANDBOOK_"), "{workflow}");
    assert!(!folder.join(".github").exists());
    at(&folder, &all()[0], &["build"]).succeed();
    assert_eq!(repo.git(&["status", "--porcelain", "--", "company/handbook/public"]), "");
}

fn yaml(text: &str) -> serde_json::Value {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn no_name_of_a_folder_says_anything_else_in_the_workflow() {
    let repo = Repo::new();
    for name in ["it's \"ours\": 1 # {no}", "a ${{ github.token }} $(id) `id`", "&x !y |"] {
        let _workflow = fs::remove_dir_all(repo.path().join(".github"));
        handbook(&["init", "--name", "Engines"]).arg(name).inside(repo.path()).succeed();
        let workflow = yaml(&read(&repo.path().join(".github/workflows/handbook.yml")));
        let told = workflow["jobs"]["build"]["env"]["ROOT"].as_str().unwrap();
        // The forge finds one expression where the name has the beginning of one, and reads it as
        // just that.
        assert_eq!(told.replace("${{ '${{' }}", "${{"), name);
        assert_eq!(told.matches("${{ '${{' }}").count(), name.matches("${{").count());
    }
}

#[test]
fn the_workflow_publishes_the_branch_that_a_forge_would() {
    let branch = |folder: &std::path::Path| {
        let _none = fs::remove_dir_all(folder.join(".github"));
        handbook(&["init", "--name", "Engines"]).inside(folder).succeed();
        let workflow = yaml(&read(&folder.join(".github/workflows/handbook.yml")));
        workflow["on"]["push"]["branches"][0].as_str().unwrap().to_owned()
    };
    let mut repo = Repo::new();
    let plain = tempfile::tempdir().unwrap();
    assert_eq!(branch(plain.path()), "main");
    repo.git(&["symbolic-ref", "HEAD", "refs/heads/trunk"]);
    assert_eq!(branch(repo.path()), "trunk", "unborn as it is");
    repo.git(&["symbolic-ref", "HEAD", "refs/heads/main"]);
    repo.commit("Begin", &[("README.md", Some("# New\n"))]);
    repo.git(&["checkout", "-q", "-b", "add-a-handbook"]);
    assert_eq!(branch(repo.path()), "main");
    repo.git(&["branch", "-m", "main", "c++"]);
    let clone = repo.beside("clone");
    repo.git(&["symbolic-ref", "HEAD", "refs/heads/c++"]);
    repo.git(&["clone", "-q", ".", clone.to_str().unwrap()]);
    repo.git(&["-C", clone.to_str().unwrap(), "checkout", "-q", "-b", "another"]);
    assert_eq!(branch(&clone), "c\\+\\+");
}

#[test]
fn the_workflow_gets_the_program_from_crates_io_or_from_where_it_is_told() {
    let steps = |program: &[&str]| {
        let folder = tempfile::tempdir().unwrap();
        let ran =
            handbook(&["init", "--name", "Engines"]).args(program).inside(folder.path()).run();
        if ran.status != 0 {
            return Err(ran.stderr);
        }
        let workflow = yaml(&read(&folder.path().join(".github/workflows/handbook.yml")));
        let steps = workflow["jobs"]["build"]["steps"].as_array().unwrap();
        let install = steps.iter().find(|step| step["name"] == "The program").unwrap();
        let key = steps.iter().find_map(|step| step["with"]["key"].as_str()).unwrap();
        Ok((install["run"].as_str().unwrap().to_owned(), key.to_owned()))
    };
    let version = env!("CARGO_PKG_VERSION");
    let (install, key) = steps(&[]).unwrap();
    let published = format!("cargo install --locked zola-handbook --version {version}");
    assert_eq!(install, format!("command -v handbook || {published}"));
    assert!(key.starts_with(&format!("handbook-{version}-")), "{key}");
    for address in [
        "https://forge.example/we/handbook.git",
        "git@forge.example:we/handbook.git",
        "ssh://git@forge.example/we/handbook.git",
    ] {
        let (install, key) = steps(&["--program", &format!("{address}#829419d")]).unwrap();
        let built = "cargo install --locked --git https://forge.example/we/handbook.git --rev \
                     829419d zola-handbook";
        assert_eq!(install, format!("command -v handbook || {built}"));
        // Another commit's program is another one, whatever its version says.
        assert!(key.starts_with("handbook-829419d-"), "{key}");
    }
    // Nor is that of the same tag at another address the same.
    let at = |address: &str| steps(&["--program", &format!("{address}#v1")]).unwrap();
    let (install, key) = at("https://git.acme.example:8443/handbook.git");
    assert!(install.contains(" --git https://git.acme.example:8443/handbook.git --rev v1 "));
    let (_, elsewhere) = at("https://forge.example/we/handbook.git");
    assert!(key.starts_with("handbook-v1-") && elsewhere.starts_with("handbook-v1-"), "{key}");
    assert_ne!(key, elsewhere);

    let no_revision = "a commit of 7 to 40 hex digits, or a release's tag";
    let no_address = "of letters, digits and . _ ~ - alone";
    for (wrong, why) in [
        ("https://forge.example/we/handbook.git", no_revision),
        ("https://forge.example/we/handbook.git#", no_revision),
        ("https://forge.example/we/handbook.git#--x", no_revision),
        ("https://forge.example/we/handbook.git#main", no_revision),
        ("https://forge.example/we/handbook.git#829419", no_revision),
        ("https://forge.example/we/handbook.git#vnext", no_revision),
        ("https://forge.example/we/handbook.git#v1;id", no_revision),
        ("../handbook#829419d", "begins with https://"),
        ("https://forge.example/$(id)#829419d", no_address),
        ("https://you:secret@forge.example/x#829419d", no_address),
        ("https://forge.example/x; id#829419d", no_address),
        ("https://forge.example:/x#829419d", no_address),
        ("https://forge.example:8443#829419d", no_address),
        ("ssh://git@forge.example:7999/x#829419d", "its port is that of SSH"),
    ] {
        let said = steps(&["--program", wrong]).unwrap_err();
        assert!(said.contains(why), "{wrong}: {said}");
    }
}

#[test]
fn a_starter_copied_years_later_is_not_overdue_and_its_handover_is_still_to_come() {
    let repo = Repo::new();
    init(repo.path(), &["--name", "Engines"]);
    assert!(!repo.path().join("org/reviews").exists(), "nobody here has read anything yet");
    let handover = read(&repo.path().join("org/features/print-shop.toml"));
    assert!(handover.contains("from = 2031-08-01,"), "{handover}");
    repo.git(&["add", "-A"]);
    repo.git(&[
        "-c",
        "user.name=Ada",
        "commit",
        "-q",
        "-m",
        "Begin",
        "--date",
        "2031-05-20T12:00:00Z",
    ]);
    // The commit itself is of the day of all tests: what is due is a term after that.
    at(repo.path(), &all()[0], &["build"]).succeed();
    let gaps = read(&repo.path().join("public/org/gaps/index.html")).to_lowercase();
    assert!(!gaps.contains("overdue") && !gaps.contains("was due"), "{gaps}");
    let feature = read(&repo.path().join("public/org/features/print-shop/index.html"));
    assert!(feature.contains("August 2031"), "{feature}");
}

#[test]
fn nothing_is_written_where_the_name_is_empty_or_there_is_no_work_tree() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(handbook(&["init", "--name", ""]).inside(folder.path()).run().status, 2);
    assert_eq!(files(folder.path()), Vec::<std::path::PathBuf>::new());

    let repo = Repo::new();
    let bare = repo.beside("bare");
    repo.git(&["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    let ran = handbook(&["init"]).inside(&bare).run();
    assert_eq!(ran.status, 3);
    assert_data_eq!(
        ran.told(&bare),
        str![[r#"
status: 3
--- stdout
--- stderr
error: [ROOT] is a bare repository: a handbook is published from a clone with a work tree

"#]]
    );
}

#[test]
fn a_file_where_a_folder_should_be_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("org"), "mine").unwrap();
    let ran = handbook(&["init"]).inside(folder.path()).run();
    assert_eq!(ran.status, 3);
    assert!(ran.stderr.contains("org"), "{ran}");
    assert_eq!(read(&folder.path().join("org")), "mine");
}
