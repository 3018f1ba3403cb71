//! What a request to merge is told.

use std::path::PathBuf;

use serde_json::{Value, json};
use tempfile::TempDir;
use zola_handbook::site::report::MARK;

use super::pipeline;
use crate::support::company::{commit, read, repository};
use crate::support::repo::{Repo, git};
use crate::support::runner::{Job, Runner, has, yaml};

/// A published handbook, a clone with a branch `request`, and the clone's checkout as a forge makes
/// it for a request: what the merge would be.
struct Request {
    published: Repo,
    clone: PathBuf,
    forge: TempDir,
}

impl Request {
    fn new() -> Self {
        let mut published = repository();
        published.git(&["branch", "request"]);
        commit(&mut published, "content/alone.md", "+++\ntitle = \"Alone\"\n+++\n\nMeanwhile.\n");
        let clone = published.beside("clone");
        published.git(&["clone", "-q", ".", clone.to_str().unwrap()]);
        git(&clone, &["checkout", "-q", "--track", "origin/request"]);
        let forge = tempfile::tempdir().unwrap();
        let others = json!([
            {"id": 1, "user": {"login": "ada"}, "author": {"id": 7}, "body": format!("{MARK} says I")},
            {"id": 2, "user": {"login": "another[bot]"}, "author": {"id": 8}, "body": "hello"},
        ]);
        std::fs::write(forge.path().join("page-1.json"), others.to_string()).unwrap();
        std::fs::write(forge.path().join("page-2.json"), "[]").unwrap();
        Self { published, clone, forge }
    }

    /// Commits a file on the branch, and checks out what the merge would be.
    fn change(&self, path: &str, text: &str) {
        git(&self.clone, &["checkout", "-q", "-f", "request"]);
        std::fs::write(self.clone.join(path), text).unwrap();
        git(&self.clone, &["commit", "-q", "-a", "-m", "Change it"]);
        git(&self.clone, &["checkout", "-q", "--detach", "origin/main"]);
        git(&self.clone, &["merge", "-q", "--no-ff", "-m", "Merge", "request"]);
    }

    fn comments(&self) -> Vec<Value> {
        let page = |name: &str| {
            serde_json::from_str::<Vec<Value>>(&read(&self.forge.path().join(name))).unwrap()
        };
        [page("page-1.json"), page("page-2.json")].concat()
    }

    /// What was asked of the forge since the last time.
    fn asked(&self) -> String {
        let log = self.forge.path().join("asked");
        let asked = std::fs::read_to_string(&log).unwrap_or_default();
        std::fs::write(log, "").unwrap();
        asked
    }

    fn github(&self, from: &str) -> (Job, String) {
        let gh = format!(
            r#"cd '{}' && echo "$2 $3" >>asked && case "$1 $2" in
  "api --paginate")
    [ "$3" = repos/company/handbook/issues/7/comments ] || exit 64
    for page in page-*.json; do jq -r "$5" $page; done ;;
  "api --method")
    id=${{4##*/}} body=${{6#body=@}}
    case $3 in
      POST) jq --rawfile body "$body" '. + [{{id: 3, user: {{login: "github-actions[bot]"}}, body: $body}}]' page-2.json ;;
      PATCH) jq --rawfile body "$body" "map(if .id == $id then .body = \$body else . end)" page-2.json ;;
      DELETE) jq "map(select(.id != $id))" page-2.json ;;
    esac >new && mv new page-2.json ;;
  *) exit 64 ;;
esac"#,
            self.forge.path().display()
        );
        let mut forge = Runner::new(&self.clone)
            .program("gh", &gh)
            .context("github.base_ref", "main")
            .context("github.repository", "company/handbook")
            .context("github.event.pull_request.head.repo.full_name", from)
            .context("github.event.pull_request.number", "7")
            .context("github.sha", "5a1ad")
            .context("github.token", "secret");
        let workflow = yaml("examples/workflows/request.yml");
        let shell = workflow["defaults"]["run"]["shell"].as_str();
        let job = forge.run(&workflow["jobs"]["answer"]["steps"], shell);
        (job, forge.summary())
    }

    fn gitlab(&self, token: &str) -> Job {
        let curl = format!(
            r#"cd '{}' || exit 1
method=GET
while [ $# -gt 0 ]; do
  case $1 in
    --request) method=$2 ;;
    --data-urlencode) body=${{2#body@}} ;;
    --header) [ "$2" = "PRIVATE-TOKEN: token" ] || exit 22 ;;
    https:*) url=$1 ;;
  esac
  shift
done
id=${{url##*/}}
echo "$method $id" >>asked
case $method in
  GET) case $url in
    */user) echo '{{"id": 42}}' ;;
    *page=1) cat page-1.json ;;
    *page=2) cat page-2.json ;;
    *) echo '[]' ;;
  esac ;;
  POST) jq --rawfile body "$OLDPWD/$body" '. + [{{id: 3, author: {{id: 42}}, body: $body}}]' page-2.json >new ;;
  PUT) jq --rawfile body "$OLDPWD/$body" "map(if .id == $id then .body = \$body else . end)" page-2.json >new ;;
  DELETE) jq "map(select(.id != $id))" page-2.json >new ;;
esac
if [ -e new ]; then mv new page-2.json; fi"#,
            self.forge.path().display()
        );
        let base = git(&self.clone, &["merge-base", "HEAD", "origin/main"]);
        let forge = Runner::new(&self.clone)
            .program("curl", &curl)
            .program("apt-get", "exit")
            .variable("CARGO_HOME", self.clone.join(".cargo"))
            .variable("CI_API_V4_URL", "https://gitlab.example/api/v4")
            .variable("CI_PROJECT_ID", "5")
            .variable("CI_MERGE_REQUEST_IID", "7")
            .variable("CI_MERGE_REQUEST_DIFF_BASE_SHA", base)
            .variable("HANDBOOK_TOKEN", token);
        let cache = forge.home().join(".cache/handbook");
        let mut forge = forge.variable("HANDBOOK_CACHE", cache);
        pipeline(&mut forge, "request")
    }
}

const PAY: &str = "content/people/pay.md";

fn pay(request: &Request, day: &str) -> String {
    read(&request.published.path().join(PAY)).replace("the fifth", day)
}

#[test]
fn a_request_has_one_comment_which_is_made_brought_up_to_date_and_taken_back() {
    if !has("jq") {
        return;
    }
    let request = Request::new();
    request.change(PAY, &pay(&request, "the tenth"));
    let (job, summary) = request.github("company/handbook");
    assert_eq!(job.failed, None, "{}", job.said);
    let comments = request.comments();
    let comment = comments[2]["body"].as_str().unwrap();
    assert!(comment.starts_with(MARK) && comment.contains("<ins>tenth</ins>"), "{comment}");
    assert_eq!(summary, comment);
    assert!(!comment.contains("Meanwhile"), "only what the branch changes: {comment}");

    request.change(PAY, &pay(&request, "the twelfth"));
    assert_eq!(request.github("company/handbook").0.failed, None);
    let comments = request.comments();
    assert_eq!(comments.len(), 3, "{comments:?}");
    assert!(comments[2]["body"].as_str().unwrap().contains("<ins>twelfth</ins>"), "{comments:?}");

    git(&request.clone, &["checkout", "-q", "-f", "request"]);
    git(&request.clone, &["reset", "-q", "--hard", "HEAD~2"]);
    request.change(PAY, &format!("{}\n", pay(&request, "the fifth")));
    request.asked();
    let (job, summary) = request.github("company/handbook");
    assert_eq!((job.failed, summary.as_str()), (None, ""), "{}", job.said);
    assert_eq!(request.comments().len(), 2, "nothing matters: the comment goes");
    assert_eq!(request.github("company/handbook").0.failed, None);
    let asked = request.asked();
    assert_eq!(asked.matches("--method").count(), 1, "nothing is to be done any more: {asked}");
    assert!(request.comments()[0]["body"].as_str().unwrap().ends_with("says I"));
}

#[test]
fn a_request_from_a_fork_is_answered_in_the_summary_alone() {
    let request = Request::new();
    request.change(PAY, &pay(&request, "the tenth"));
    let (job, summary) = request.github("stranger/handbook");
    assert_eq!(job.failed, None, "{}", job.said);
    assert!(summary.starts_with(MARK), "{summary}");
    assert_eq!(request.asked(), "");
}

#[test]
fn a_request_that_could_not_be_published_fails_after_its_comment() {
    if !has("jq") {
        return;
    }
    let request = Request::new();
    request.change(PAY, &pay(&request, "the tenth"));
    request.change("org/features/billing.toml", "name = \"Billing\"\ncaptain = \"nobody-here\"\n");
    let (job, _) = request.github("company/handbook");
    assert_eq!(job.failed.as_deref(), Some("Whether it can be published"), "{}", job.said);
    assert!(job.said.contains("::error file=org/features/billing.toml,line=2"), "{}", job.said);
    assert_eq!(request.comments().len(), 3);
}

#[test]
fn an_answer_that_cannot_be_given_fails_and_leaves_the_comment() {
    let request = Request::new();
    request.change(PAY, &pay(&request, "the tenth"));
    assert_eq!(request.github("company/handbook").0.failed, None);
    let before = request.comments();
    git(&request.clone, &["update-ref", "-d", "refs/remotes/origin/main"]);
    let (job, _) = request.github("company/handbook");
    assert_eq!(job.failed.as_deref(), Some("What it changes"), "{}", job.said);
    assert!(job.said.contains("`origin/main` names no commit here"), "{}", job.said);
    assert_eq!(request.comments(), before);
}

#[test]
fn a_merge_request_of_gitlab_has_one_note_where_there_is_a_token() {
    if !has("jq") {
        return;
    }
    let request = Request::new();
    request.change(PAY, &pay(&request, "the tenth"));
    let job = request.gitlab("");
    assert_eq!(job.failed, None, "{}", job.said);
    assert_eq!(request.asked(), "", "without a token nobody is asked");
    assert!(read(&request.clone.join(".handbook/request.md")).starts_with(MARK));
    assert_eq!(git(&request.clone, &["status", "--porcelain", "--", ":!public"]), "");

    let job = request.gitlab("token");
    assert_eq!(job.failed, None, "{}", job.said);
    let note = |request: &Request| request.comments()[2]["body"].as_str().unwrap().to_owned();
    assert!(note(&request).contains("<ins>tenth</ins>"), "{:?}", request.comments());
    request.change(PAY, &pay(&request, "the twelfth"));
    assert_eq!(request.gitlab("token").failed, None);
    assert_eq!(request.comments().len(), 3);
    assert!(note(&request).contains("<ins>twelfth</ins>"));
    git(&request.clone, &["checkout", "-q", "-f", "request"]);
    git(&request.clone, &["reset", "-q", "--hard", "HEAD~2"]);
    request.change(PAY, &format!("{}\n", pay(&request, "the fifth")));
    assert_eq!(request.gitlab("token").failed, None);
    assert_eq!(request.comments().len(), 2);

    let job = request.gitlab("wrong");
    assert!(job.failed.is_some(), "a token that is refused is no success");
}
