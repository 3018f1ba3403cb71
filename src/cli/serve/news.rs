//! What open pages are told: that there is a new site, or why there is none.

use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What the pages that are open should know: which build they see, and what is wrong with the next.
#[derive(Debug, Default)]
pub struct News {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default, Clone)]
struct State {
    build: u64,
    problem: Option<String>,
}

impl News {
    /// A new site is there.
    pub fn built(&self) {
        let mut state = self.lock();
        state.build += 1;
        state.problem = None;
        self.changed.notify_all();
    }

    /// How many builds were told.
    pub fn build(&self) -> u64 {
        self.lock().build
    }

    /// The site could not be built anew, and why.
    pub fn broken(&self, problem: String) {
        let mut state = self.lock();
        state.build += 1;
        state.problem = Some(problem);
        self.changed.notify_all();
    }

    /// Nothing in a state can be half-changed, so one that a panicking thread held is sound.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next state after `seen`; the same one after some seconds, to see whether the reader is
    /// still there.
    fn after(&self, seen: u64) -> State {
        let state = self.lock();
        let (state, _) = self
            .changed
            .wait_timeout_while(state, Duration::from_secs(15), |state| state.build == seen)
            .unwrap_or_else(PoisonError::into_inner);
        state.clone()
    }
}

/// What begins a stream of events. Its end is the end of the connection: answers of the server's
/// own are sent in blocks of some kilobytes, and news must not wait for a block to fill.
const STREAM: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
    Cache-Control: no-store\r\nConnection: close\r\n\r\n: hello\n\n";

/// Sends news to an open page until it is closed. `seen` is the build that the page is of; one that
/// came between the page and its first question is news to it.
pub fn tell(mut page: impl Write, news: &News, seen: Option<u64>) -> io::Result<()> {
    let State { build, problem } = news.lock().clone();
    let mut seen = seen.unwrap_or(build);
    page.write_all(STREAM)?;
    if let Some(problem) = problem {
        seen = build;
        page.write_all(&event(Some(&problem)))?;
    }
    loop {
        page.flush()?;
        let state = news.after(seen);
        if state.build == seen {
            // Writing finds out whether anybody still reads.
            page.write_all(b": still here\n\n")?;
        } else {
            page.write_all(&event(state.problem.as_deref()))?;
        }
        seen = state.build;
    }
}

/// News for the script in an open page: a problem to show, or `null` to reload.
fn event(problem: Option<&str>) -> Vec<u8> {
    format!("data: {}\n\n", serde_json::Value::from(problem)).into_bytes()
}
