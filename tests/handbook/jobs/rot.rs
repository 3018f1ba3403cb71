//! What has gone out of date without a push.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::company::{commit, read, repository};
use crate::support::runner::{Runner, has, yaml};

/// A machine with a checkout, and a forge with one issue of somebody else's.
fn with_issues(checkout: &Path, place: &Path) -> Runner {
    let issues =
        json!([{"number": 1, "title": "Another", "state": "open", "author": "app/github-actions"}]);
    std::fs::write(place.join("issues.json"), issues.to_string()).unwrap();
    let gh = format!(
        r#"cd '{}' && echo "$2" >>asked
while [ $# -gt 0 ]; do
  case $1 in
    list | create | edit | close) action=$1 number=$2 ;;
    --jq) filter=$2 ;;
    --title) title=$2 ;;
    --author) author=$2 ;;
    --body-file) body=$2 ;;
  esac
  shift
done
if [ $action = list ]; then
  jq --arg author "$author" 'map(select(.state == "open" and .author == $author))' issues.json | jq -r "$filter"
  exit
fi
case $action in
  create) jq --arg title "$title" --rawfile body "$body" \
    '. + [{{number: (length + 1), title: $title, state: "open", author: "app/github-actions", body: $body}}]' issues.json ;;
  edit) jq --rawfile body "$body" "map(if .number == $number then .body = \$body else . end)" issues.json ;;
  close) jq "map(if .number == $number then .state = \"closed\" else . end)" issues.json ;;
esac >new && mv new issues.json"#,
        place.display()
    );
    Runner::new(checkout)
        .program("gh", &gh)
        .context("github.repository", "company/handbook")
        .context("github.sha", "5a1ad")
        .context("github.token", "secret")
}

#[test]
fn rot_has_one_issue_which_is_opened_brought_up_to_date_and_closed() {
    if !has("jq") {
        return;
    }
    let mut repo = repository();
    let place = tempfile::tempdir().unwrap();
    let workflow = yaml("examples/workflows/rot.yml");
    let look = |forge: &mut Runner| {
        let shell = workflow["defaults"]["run"]["shell"].as_str();
        let job = forge.run(&workflow["jobs"]["look"]["steps"], shell);
        let issues: Vec<Value> =
            serde_json::from_str(&read(&place.path().join("issues.json"))).unwrap();
        (job, issues)
    };
    let mut forge = with_issues(repo.path(), place.path());
    let (job, issues) = look(&mut forge);
    assert_eq!(job.failed, None, "{}", job.said);
    assert_eq!(issues[1]["title"], "The handbook needs somebody");
    let body = issues[1]["body"].as_str().unwrap();
    assert!(body.contains("\n    content/alone.md: warning[check/page-without-owner]"), "{body}");

    let owner = "[[page]]\npattern = \"/alone.md\"\nowner = \"ada\"\n";
    let rules = read(&repo.path().join("org/ownership.toml"));
    commit(&mut repo, "org/ownership.toml", &format!("{rules}\n{owner}"));
    let (_, issues) = look(&mut forge);
    assert_eq!(issues.len(), 2);
    let body = issues[1]["body"].as_str().unwrap();
    assert!(!body.contains("content/alone.md"), "{body}");

    let mut clean = forge.program("handbook", "echo 'a.md: note[check/x]: a thought'; exit 0");
    let (job, issues) = look(&mut clean);
    assert_eq!((job.failed, issues[1]["state"].as_str()), (None, Some("closed")), "{}", job.said);
    assert_eq!(look(&mut clean).1.len(), 2, "notes alone open nothing");
    let asked = read(&place.path().join("asked"));
    assert_eq!(asked, "list\ncreate\nlist\nedit\nlist\nclose\nlist\n");

    let mut broken = clean.program("handbook", "echo 'git failed' >&2; exit 3");
    let (job, issues) = look(&mut broken);
    assert_eq!(job.failed.as_deref(), Some("What rots"));
    assert_eq!(issues.len(), 2);

    let many = "i=0; while [ $i -lt 3000 ]; do i=$((i + 1)); printf 'a.md:%s: %01000d\\n' $i 0; done; exit 1";
    let (job, issues) = look(&mut broken.program("handbook", many));
    assert_eq!(job.failed, None, "{}", job.said);
    let body = issues[2]["body"].as_str().unwrap();
    assert!(body.len() < 65_536, "what a forge takes: {}", body.len());
    assert!(body.ends_with("\n\nand 2800 more.\n"), "{}", &body[body.len() - 200..]);
}
