//! A small web server for one folder on this machine, which tells open pages to reload.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use tiny_http::{Header, Method, Request, Response, Server};

/// Added to every page that is served; a script of its own file, as the pages' policy wants it.
const RELOAD_TAG: &str = "<script src=\"/__handbook/reload.js\"></script>";
const RELOAD_SCRIPT: &str = include_str!("reload.js");

/// How many requests are answered at once, besides pages that wait for news.
const WORKERS: usize = 4;

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

/// Answers requests for the files of `folder` until the server is unblocked.
pub fn run(server: &Arc<Server>, folder: &Path, news: &Arc<News>) {
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Ok(request) = server.recv() {
                    answer(request, folder, news);
                }
            });
        }
    });
}

fn answer(request: Request, folder: &Path, news: &Arc<News>) {
    let url = request.url().to_owned();
    let path = url.split(['?', '#']).next().unwrap_or_default();
    // A reader that goes away before its answer is there is not an error of ours.
    let _gone = match (request.method(), path) {
        (Method::Get, "/__handbook/events") => {
            let news = Arc::clone(news);
            thread::spawn(move || tell(request.into_writer(), &news));
            Ok(())
        }
        (Method::Get | Method::Head, "/__handbook/reload.js") => {
            request.respond(made(200, "text/javascript", RELOAD_SCRIPT))
        }
        (Method::Get | Method::Head, _) => request.respond(file(path, folder)),
        _ => request.respond(made(405, "text/plain", "This server only shows pages.\n")),
    };
}

fn headers(kind: &str) -> Vec<Header> {
    [("Content-Type", kind), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
        .into_iter()
        .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
        .collect()
}

fn made(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Response<io::Cursor<Vec<u8>>> {
    let body = body.into();
    let length = body.len();
    Response::new(status.into(), headers(kind), io::Cursor::new(body), Some(length), None)
}

fn file(path: &str, folder: &Path) -> Response<io::Cursor<Vec<u8>>> {
    match find(path, folder) {
        Found::File(file) => match fs::read(&file) {
            Ok(bytes) => made(200, kind(&file), with_reload(&file, bytes)),
            Err(_) => missing(folder),
        },
        Found::Folder => {
            let mut answer = made(301, "text/plain", "");
            if let Ok(header) = Header::from_bytes("Location", format!("{path}/")) {
                answer.add_header(header);
            }
            answer
        }
        Found::Nothing => missing(folder),
    }
}

fn missing(folder: &Path) -> Response<io::Cursor<Vec<u8>>> {
    let page = folder.join("404.html");
    match fs::read(&page) {
        Ok(bytes) => made(404, kind(&page), with_reload(&page, bytes)),
        // Before the first good build there is no page of the handbook's own.
        Err(_) => made(
            404,
            "text/html; charset=utf-8",
            format!(
                "<!doctype html><title>Handbook</title><body><p>There is no page here.</p>{RELOAD_TAG}</body>"
            ),
        ),
    }
}

enum Found {
    File(PathBuf),
    Folder,
    Nothing,
}

/// The file for a request's path. Parts that would climb out of the folder are nowhere.
fn find(path: &str, folder: &Path) -> Found {
    let Ok(decoded) = percent_decode_str(path).decode_utf8() else { return Found::Nothing };
    let mut at = folder.to_path_buf();
    for part in decoded.split('/').filter(|part| !part.is_empty()) {
        if part == "." || part == ".." || part.contains(['\\', '\0', ':']) {
            return Found::Nothing;
        }
        at.push(part);
    }
    if at.is_dir() {
        if !decoded.ends_with('/') {
            return Found::Folder;
        }
        at.push("index.html");
    }
    if at.is_file() { Found::File(at) } else { Found::Nothing }
}

fn with_reload(file: &Path, bytes: Vec<u8>) -> Vec<u8> {
    if file.extension().is_none_or(|ending| ending != "html") {
        return bytes;
    }
    match String::from_utf8(bytes) {
        Ok(mut page) => {
            let at = page.rfind("</body>").unwrap_or(page.len());
            page.insert_str(at, RELOAD_TAG);
            page.into_bytes()
        }
        Err(error) => error.into_bytes(),
    }
}

fn kind(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
        .to_ascii_lowercase()
        .as_str()
    {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "xml" => "application/xml",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "mp4" => "video/mp4",
        "wasm" => "application/wasm",
        "txt" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// What begins a stream of events. Its end is the end of the connection: answers of the server's
/// own are sent in blocks of some kilobytes, and news must not wait for a block to fill.
const STREAM: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
    Cache-Control: no-store\r\nConnection: close\r\n\r\n: hello\n\n";

/// Sends news to an open page until it is closed.
fn tell(mut page: impl Write, news: &News) -> io::Result<()> {
    let State { build: mut seen, problem } = news.lock().clone();
    page.write_all(STREAM)?;
    if let Some(problem) = problem {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("site/pay")).unwrap();
        fs::write(folder.path().join("site/pay/index.html"), "<body>Pay</body>").unwrap();
        fs::write(folder.path().join("secret"), "x").unwrap();
        folder
    }

    fn status(path: &str) -> u16 {
        let folder = site();
        file(path, &folder.path().join("site")).status_code().0
    }

    #[test]
    fn a_folder_shows_its_page_and_is_reached_without_its_slash() {
        assert_eq!(status("/pay/"), 200);
        assert_eq!(status("/pay"), 301);
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for path in ["/../secret", "/%2e%2e/secret", "/pay/..%2f..%2fsecret", "/..\\secret", "/%ff"]
        {
            assert_eq!(status(path), 404, "{path}");
        }
    }

    #[test]
    fn a_page_gets_the_script_that_reloads_it() {
        let page = with_reload(Path::new("a.html"), b"<body>x</body>".to_vec());
        assert_eq!(String::from_utf8(page).unwrap(), format!("<body>x{RELOAD_TAG}</body>"));
    }
}
