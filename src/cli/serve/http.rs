//! A small web server for one folder on this machine, which tells open pages to reload.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use percent_encoding::percent_decode_str;
use tiny_http::{Header, Method, Request, Response, Server};

use super::news::{News, tell};

/// Added to every page that is served; a script of its own file, as the pages' policy wants it. It
/// knows which build the page is of.
fn reload_tag(build: u64) -> String {
    format!("<script src=\"/__handbook/reload.js?build={build}\"></script>")
}

const RELOAD_SCRIPT: &str = include_str!("reload.js");

/// How many requests are answered at once, besides pages that wait for news.
const WORKERS: usize = 4;

/// The site that is shown.
#[derive(Debug)]
pub struct Site {
    /// Where its files are.
    pub folder: PathBuf,
    /// The path at which it lives on its host, with a slash at both ends.
    pub base: String,
    /// Whether it is answered for under this machine's own names only. A page of the web may give
    /// its name this machine's address, and would then read drafts.
    pub local: bool,
}

/// Whether a request asks for this machine by a name that is its own.
fn is_local(request: &Request) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    let Some(host) = host.map(|header| header.value.as_str()) else { return true };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || name.to_ascii_lowercase().ends_with(".localhost")
        || address.parse::<std::net::IpAddr>().is_ok_and(|it| it.is_loopback())
}

/// Answers requests for the files of a site until the server is unblocked.
pub fn run(server: &Arc<Server>, site: &Site, news: &Arc<News>) {
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Ok(request) = server.recv() {
                    answer(request, site, news);
                }
            });
        }
    });
}

fn answer(request: Request, site: &Site, news: &Arc<News>) {
    let url = request.url().to_owned();
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    if site.local && !is_local(&request) {
        let words = "This handbook is shown to this machine alone: ask for it at localhost.\n";
        let _gone = request.respond(made(403, "text/plain", words));
        return;
    }
    // A reader that goes away before its answer is there is not an error of ours.
    let _gone = match (request.method(), path) {
        (Method::Get, "/__handbook/events") => {
            let news = Arc::clone(news);
            let seen = query.strip_prefix("build=").and_then(|build| build.parse().ok());
            thread::spawn(move || tell(request.into_writer(), &news, seen));
            Ok(())
        }
        (Method::Get | Method::Head, "/__handbook/reload.js") => {
            request.respond(made(200, "text/javascript", RELOAD_SCRIPT))
        }
        (Method::Get | Method::Head, _) => {
            // Asked before the file is read: a page that is newer than it says reloads once more.
            let build = news.build();
            request.respond(file(path, query, site, build))
        }
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

fn file(path: &str, query: &str, site: &Site, build: u64) -> Response<io::Cursor<Vec<u8>>> {
    let Some(below) = path.strip_prefix(&site.base) else {
        let is_above = path == "/" || path == site.base.trim_end_matches('/');
        return if is_above { moved(&site.base, query) } else { missing(&site.folder, build) };
    };
    match find(&format!("/{below}"), &site.folder) {
        Found::File(file) => match fs::read(&file) {
            Ok(bytes) => made(200, kind(&file), with_reload(&file, bytes, build)),
            Err(_) => missing(&site.folder, build),
        },
        Found::Folder => moved(&format!("{path}/"), query),
        Found::Nothing => missing(&site.folder, build),
    }
}

fn moved(to: &str, query: &str) -> Response<io::Cursor<Vec<u8>>> {
    let mut answer = made(301, "text/plain", "");
    let to = if query.is_empty() { to.to_owned() } else { format!("{to}?{query}") };
    if let Ok(header) = Header::from_bytes("Location", to) {
        answer.add_header(header);
    }
    answer
}

fn missing(folder: &Path, build: u64) -> Response<io::Cursor<Vec<u8>>> {
    let page = folder.join("404.html");
    match fs::read(&page) {
        Ok(bytes) => made(404, kind(&page), with_reload(&page, bytes, build)),
        // Before the first good build there is no page of the handbook's own.
        Err(_) => made(
            404,
            "text/html; charset=utf-8",
            format!(
                "<!doctype html><title>Handbook</title><body><p>There is no page here.</p>{}</body>",
                reload_tag(build)
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

fn with_reload(file: &Path, bytes: Vec<u8>, build: u64) -> Vec<u8> {
    if file.extension().is_none_or(|ending| ending != "html") {
        return bytes;
    }
    match String::from_utf8(bytes) {
        Ok(mut page) => {
            let at = page.rfind("</body>").unwrap_or(page.len());
            page.insert_str(at, &reload_tag(build));
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

    fn status_at(base: &str, path: &str) -> u16 {
        let folder = site();
        let site = Site { folder: folder.path().join("site"), base: base.to_owned(), local: true };
        file(path, "", &site, 1).status_code().0
    }

    fn status(path: &str) -> u16 {
        status_at("/", path)
    }

    #[test]
    fn a_site_that_lives_in_a_folder_is_shown_there() {
        assert_eq!(status_at("/handbook/", "/handbook/pay/"), 200);
        assert_eq!(status_at("/handbook/", "/handbook/pay"), 301);
        assert_eq!(status_at("/handbook/", "/handbook"), 301);
        assert_eq!(status_at("/handbook/", "/"), 301);
        assert_eq!(status_at("/handbook/", "/pay/"), 404);
        assert_eq!(status_at("/handbook/", "/handbookpay/"), 404);
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
    fn no_browser_guesses_what_a_file_is() {
        let nosniff = headers("text/plain").into_iter().any(|header| {
            header.field.equiv("X-Content-Type-Options") && header.value == "nosniff"
        });
        assert!(nosniff);
    }

    #[test]
    fn a_page_gets_the_script_that_reloads_it() {
        let page = with_reload(Path::new("a.html"), b"<body>x</body>".to_vec(), 7);
        let tag = "<script src=\"/__handbook/reload.js?build=7\"></script>";
        assert_eq!(String::from_utf8(page).unwrap(), format!("<body>x{tag}</body>"));
    }
}
