//! What `--at` answers is what the old commit, checked out, answers on that day.

use proptest::prelude::*;
use serde_json::Value;

use crate::support::days::Made;
use crate::support::program::handbook;
use crate::support::years::{self, Size};

/// A clone that has an old commit checked out, and the newest state beside it.
struct Travel<'a> {
    now: &'a Made,
    then: std::path::PathBuf,
}

impl Travel<'_> {
    fn to<'m>(now: &'m Made, commit: &str) -> Travel<'m> {
        let then = now.beside("clone");
        let clone = then.to_str().unwrap();
        if !then.exists() {
            now.git(&["clone", "--quiet", ".", clone]);
        }
        now.git(&["-C", clone, "checkout", "--quiet", "--detach", commit]);
        Travel { now, then }
    }

    /// Asks in the clone, and with `--at` where the newest state is, both judged by one day.
    fn agrees(&self, query: &str, at: &str, day: &str) {
        let ask = |folder: &std::path::Path, more: &[&str]| -> (i32, Value) {
            let ran = handbook(&["who", query, "--format", "json"]).args(more).on(day);
            let ran = ran.inside(folder).run();
            let mut answer: Value =
                serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran}"));
            // One is of a work tree, the other of a commit.
            answer["as_of"]["commit"] = Value::Null;
            (ran.status, answer)
        };
        let then = ask(&self.then, &[]);
        assert_eq!(then, ask(self.now.path(), &["--at", at]), "{query} at {at} on {day}");
    }

    /// The ids of what a folder of `org/` had then.
    fn ids(&self, kind: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.then.join("org").join(kind)).unwrap();
        let mut ids: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_str().unwrap().replace(".toml", ""))
            .collect();
        ids.sort();
        ids
    }

    /// Everything that can be asked for: features, some people and teams, pages, code.
    fn queries(&self) -> Vec<String> {
        let mut queries = self.ids("features");
        queries.extend(self.ids("people").into_iter().take(2));
        queries.extend(self.ids("teams"));
        let pages = self.now.git(&["-C", self.then.to_str().unwrap(), "ls-files", "content"]);
        queries.extend(pages.lines().take(3).map(|page| page.replace("content/", "")));
        queries.extend(["Page 0", "src/billing/tax.rs"].map(str::to_owned));
        queries
    }
}

fn later(day: &str, days: i64) -> String {
    let day: jiff::civil::Date = day.parse().unwrap();
    day.checked_add(jiff::Span::new().days(days)).unwrap().to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, ..ProptestConfig::default() })]

    /// The company renames features, people, teams and pages, and merges every fourth change.
    #[test]
    fn time_travel_answers_as_the_old_commit_would_have(
        seed in any::<u64>(),
        place in 0_usize..50,
        days in 0_i64..200,
    ) {
        let size = Size { people: 6, features: 4, pages: 3, commits: 40, years: 2 };
        let made = years::company(size, seed).made();
        // Any commit: of the published branch, or of a branch that was merged into it.
        let all = made.git(&["log", "--format=%H %cs", "main"]);
        let all: Vec<&str> = all.lines().collect();
        let (commit, day) = all[place % all.len()].split_once(' ').unwrap();
        let travel = Travel::to(&made, commit);
        made.git(&["tag", "then", commit]);
        let today = later(day, days);
        for (number, query) in travel.queries().iter().enumerate() {
            travel.agrees(query, if number % 2 == 0 { commit } else { "then" }, &today);
        }
    }

    /// A day means the last commit of the published branch by its end, judged on that day.
    #[test]
    fn a_day_answers_as_its_last_commit_would_have_on_that_day(
        seed in any::<u64>(),
        place in 0_usize..40,
        days in 0_i64..30,
    ) {
        let size = Size { people: 6, features: 4, pages: 3, commits: 40, years: 2 };
        let made = years::company(size, seed).made();
        let line = made.git(&["log", "--first-parent", "--format=%H %cs", "main"]);
        let (_, day) = line.lines().nth(place).unwrap().split_once(' ').unwrap();
        let day = later(day, days);
        let is_by_then = |line: &&str| line[41..] <= *day;
        let last = line.lines().find(is_by_then).unwrap();
        let travel = Travel::to(&made, &last[..40]);
        for query in travel.queries().iter().step_by(2) {
            travel.agrees(query, &day, &day);
        }
    }
}
