//! What the forges' command-line tools print of merged requests, as records of approvals.
//!
//! GitHub: `gh pr list --state merged --json number,author,mergeCommit,mergedBy,reviews,url`.
//! GitLab: `glab api projects/:id/merge_requests?state=merged` together with
//! `glab api projects/:id/merge_requests/NUMBER/approvals` for each.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::ReviewState;
use crate::metadata::CommitPrefix;

/// A merged request, as a forge tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Its number.
    pub number: u64,
    /// The commit by which it landed.
    pub landed: CommitPrefix,
    /// Whose it was.
    pub author: Option<String>,
    /// Who merged it.
    pub merged_by: Option<String>,
    /// Where it is to be seen.
    pub url: Option<String>,
    /// What reviewers said, in the order of the forge.
    pub reviews: Vec<ImportedReview>,
}

/// One reviewer's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedReview {
    /// Whose.
    pub by: String,
    /// What.
    pub state: ReviewState,
    /// When.
    pub at: Option<Timestamp>,
    /// Of which commit.
    pub commit: Option<CommitPrefix>,
}

/// What was read, and what could not be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Harvest {
    /// The requests, by number, each once.
    pub requests: BTreeMap<u64, Imported>,
    /// Requests that were passed over, and why.
    pub passed_over: Vec<String>,
}

/// The text is not the JSON that the forges' tools print.
#[derive(Debug, thiserror::Error)]
#[error(
    "this is no JSON from line {line}, column {column} on: give what gh (with --json) or glab api \
     print", line = .0.line(), column = .0.column()
)]
pub struct NotFromAForge(#[from] serde_json::Error);

impl Harvest {
    /// Reads what a tool printed: one or many JSON values, lists or single ones, in any order.
    ///
    /// A request without its reviews is passed over: to record it would say that nobody approved.
    ///
    /// # Errors
    /// [`NotFromAForge`] where the text is no JSON.
    pub fn read(text: &str) -> Result<Self, NotFromAForge> {
        let mut values = Vec::new();
        for one in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
            match one? {
                Value::Array(many) => values.extend(many),
                one => values.push(one),
            }
        }
        let mut harvest = Self::default();
        let approvals: BTreeMap<u64, &Value> = values
            .iter()
            .filter(|one| one.get("approved_by").is_some())
            .filter_map(|one| Some((one.get("iid")?.as_u64()?, one)))
            .collect();
        for one in &values {
            let is_request = one.get("sha").is_some() || one.get("merge_commit_sha").is_some();
            let read = match (one.get("number"), one.get("iid")) {
                (Some(_), _) => from_github(one),
                (None, Some(iid)) if is_request => {
                    from_gitlab(one, iid.as_u64().and_then(|iid| approvals.get(&iid).copied()))
                }
                // The approvals of a GitLab request, which are read with it.
                (None, Some(_)) if one.get("approved_by").is_some() => continue,
                _ => Err("something that is neither a pull request nor a merge request".to_owned()),
            };
            match read {
                Ok(request) => drop(harvest.requests.insert(request.number, request)),
                Err(why) => harvest.passed_over.push(why),
            }
        }
        Ok(harvest)
    }
}

fn from_github(one: &Value) -> Result<Imported, String> {
    let number = one["number"].as_u64().ok_or("a pull request without a number")?;
    let landed = commit(&one["mergeCommit"]["oid"]).ok_or_else(|| {
        format!(
            "pull request {number} has no mergeCommit: it is not merged, or gh was not asked for it"
        )
    })?;
    let reviews = one["reviews"].as_array().ok_or_else(|| {
        format!("pull request {number} comes without its reviews: add reviews to gh's --json")
    })?;
    let reviews = reviews.iter().filter_map(|review| {
        let state = match review["state"].as_str()? {
            "APPROVED" => ReviewState::Approved,
            "CHANGES_REQUESTED" => ReviewState::ChangesRequested,
            "COMMENTED" => ReviewState::Commented,
            "DISMISSED" => ReviewState::Dismissed,
            // Pending: nothing was said yet.
            _ => return None,
        };
        Some(ImportedReview {
            by: account(&review["author"]["login"])?,
            state,
            at: moment(&review["submittedAt"]),
            commit: commit(&review["commit"]["oid"]),
        })
    });
    Ok(Imported {
        number,
        landed,
        author: account(&one["author"]["login"]),
        merged_by: account(&one["mergedBy"]["login"]),
        url: address(&one["url"]),
        reviews: reviews.collect(),
    })
}

fn from_gitlab(one: &Value, approvals: Option<&Value>) -> Result<Imported, String> {
    let number = one["iid"].as_u64().ok_or("a merge request without a number")?;
    if one["state"].as_str().is_some_and(|state| state != "merged") {
        return Err(format!("merge request {number} is not merged"));
    }
    // A merge commit is what the published branch has; without one the squashed commit, or, where
    // it was fast-forwarded, the branch's own last one.
    let landed = ["merge_commit_sha", "squash_commit_sha", "sha"]
        .iter()
        .find_map(|key| commit(&one[*key]))
        .ok_or_else(|| format!("merge request {number} has no commit"))?;
    let approvals = approvals.ok_or_else(|| {
        format!("merge request {number} comes without its approvals: add what glab api prints of merge_requests/{number}/approvals")
    })?;
    let reviews =
        approvals["approved_by"].as_array().into_iter().flatten().filter_map(|approval| {
            Some(ImportedReview {
                by: account(&approval["user"]["username"])?,
                state: ReviewState::Approved,
                at: moment(&approval["approved_at"]),
                commit: None,
            })
        });
    let merged_by = account(&one["merge_user"]["username"]);
    Ok(Imported {
        number,
        landed,
        author: account(&one["author"]["username"]),
        merged_by: merged_by.or_else(|| account(&one["merged_by"]["username"])),
        url: address(&one["web_url"]),
        reviews: reviews.collect(),
    })
}

fn commit(value: &Value) -> Option<CommitPrefix> {
    CommitPrefix::new(value.as_str()?)
}

fn moment(value: &Value) -> Option<Timestamp> {
    value.as_str()?.parse().ok()
}

/// A name as `org/` takes it; a machine's, such as `app/renovate`, is none.
fn account(value: &Value) -> Option<String> {
    let name = value.as_str()?;
    let name = (!name.starts_with("app/")).then_some(name)?;
    super::Account::new(name).map(|account| account.as_str().to_owned())
}

fn address(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    crate::metadata::WebAddress::new(text).map(|_| text.to_owned())
}

impl Imported {
    /// The file of `org/approvals/` that records it, which so far has the text `before`, or is empty.
    ///
    /// What the forge says is brought up to date, and its new reviews are added. Nothing is taken
    /// away, whatever the forge forgot since: a reviewer's account may be gone, what they said was
    /// said. Comments stay.
    ///
    /// # Errors
    /// Where `before` is not TOML, or its `reviews` are no reviews.
    pub fn added_to(&self, before: &str) -> Result<String, toml_edit::TomlError> {
        let mut document: DocumentMut = before.parse()?;
        let texts = [
            ("landed", Some(self.landed.as_str())),
            ("author", self.author.as_deref()),
            ("merged_by", self.merged_by.as_deref()),
            ("url", self.url.as_deref()),
        ];
        for (key, text) in texts {
            let known = document.get(key).and_then(Item::as_str);
            if let Some(text) = text.filter(|text| known != Some(text)) {
                document[key] = value(text);
            }
        }
        // A list in one line is spread out, so that each review has lines of its own.
        let mut reviews = match document.remove("reviews").map(Item::into_array_of_tables) {
            Some(Ok(known)) => known,
            Some(Err(_)) | None => ArrayOfTables::new(),
        };
        for review in &self.reviews {
            let at = reviews.iter().position(|known| review.is_recorded_in(known));
            let Some(known) = at.and_then(|at| reviews.get_mut(at)) else {
                reviews.push(review.to_table());
                continue;
            };
            // A yes may have been dismissed since.
            if known["state"].as_str() != Some(review.state.as_str()) {
                known["state"] = value(review.state.as_str());
            }
        }
        if !reviews.is_empty() {
            document["reviews"] = Item::ArrayOfTables(reviews);
        }
        Ok(document.to_string())
    }
}

impl ImportedReview {
    /// Whether a table is the record of this review: the same person, at the same moment.
    fn is_recorded_in(&self, table: &Table) -> bool {
        let by = table.get("by").and_then(Item::as_str);
        let at = table.get("at").and_then(Item::as_datetime).map(ToString::to_string);
        let at = at.and_then(|at| at.parse::<Timestamp>().ok());
        let state = table.get("state").and_then(Item::as_str);
        // Without a moment, one word of each kind is all that can be told apart.
        let same_word = self.at.is_some() || state == Some(self.state.as_str());
        by.is_some_and(|by| by.eq_ignore_ascii_case(&self.by)) && at == self.at && same_word
    }

    fn to_table(&self) -> Table {
        let mut table = Table::new();
        table["by"] = value(&self.by);
        table["state"] = value(self.state.as_str());
        if let Some(at) = self.at.and_then(|at| at.to_string().parse().ok()) {
            table["at"] = Item::Value(toml_edit::Value::Datetime(toml_edit::Formatted::new(at)));
        }
        if let Some(commit) = &self.commit {
            table["commit"] = value(commit.as_str());
        }
        table
    }
}
