//! `handbook serve`

mod http;
mod news;
mod watch;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use tiny_http::Server;
use zola_handbook::site::Base;
use zola_handbook::zola::Zola;

use self::news::News;
use self::watch::Watch;
use super::build::{Ended, Request};
use super::handbook::{Opened, Options};
use super::{Failure, Global, Status, Terminal};

/// Show the handbook in a browser, and every edit as it is saved
///
/// Builds into .handbook/preview, not into public/, serves it on this machine alone, and builds
/// again when pages, org/, templates, settings or the commit that is checked out change: once for a
/// batch of changes. An edit that breaks the build is told here and in the browser, and the last
/// good site stays.
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[command(flatten)]
    options: Options,
    /// The port to serve on; 0 takes a free one
    #[arg(long, default_value_t = 1111)]
    port: u16,
    /// The address to serve on; anything but this machine lets others read along
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    interface: IpAddr,
    /// Open a browser
    #[arg(long)]
    open: bool,
    /// Leave drafts out
    #[arg(long)]
    no_drafts: bool,
}

impl Serve {
    /// Serves until it is interrupted.
    ///
    /// # Errors
    /// Where the port is taken, or the machine fails in a way that no edit can mend.
    pub fn run(&self, global: &Global, terminal: &Terminal) -> Result<Status, Failure> {
        let mut options = self.options.clone();
        // Links are from the root of whatever host this is.
        let base = options.base_url.get_or_insert_with(|| Base::new("/")).folder();
        let address = SocketAddr::new(self.interface, self.port);
        let server = Server::http(address).map_err(|error| {
            Failure::Machine(
                format!("cannot serve on {address}: {error}; --port takes another port, and --port 0 a free one").into(),
            )
        })?;
        let server = Arc::new(server);
        let bound = server.server_addr().to_ip().unwrap_or(address);

        let opened = Opened::open(global, &options, !self.no_drafts, terminal)?;
        let zola = opened.zola(&options, terminal)?;
        let preview = opened.work().join("preview");
        let request = Request { target: preview.clone(), drafts: !self.no_drafts };
        let mut watch = Watch::new(opened.unwatched())?;
        let mut read = (opened.watched_whole(), opened.watched_flat());
        watch.follow(&read.0, &read.1)?;
        let news = Arc::new(News::default());
        rebuild(Ok(opened), &options, &request, &zola, &news, terminal)?;

        let url = format!("http://{bound}{base}");
        terminal.line(&format!("Serving the handbook on {url} (stop with Ctrl-C)"));
        if self.open
            && let Err(error) = open::that_detached(&url)
        {
            terminal.line(&format!("No browser could be opened ({error}); open {url} yourself."));
        }
        let answering = {
            let (server, news) = (Arc::clone(&server), Arc::clone(&news));
            let site = http::Site { folder: preview, base, local: bound.ip().is_loopback() };
            thread::spawn(move || http::run(&server, &site, &news))
        };
        while let Some(changed) = watch.batch() {
            let what =
                changed.iter().next().map_or_else(|| "something".to_owned(), |path| shown(path));
            let more = match changed.len() {
                0 | 1 => String::new(),
                more => format!(" and {} more", more - 1),
            };
            terminal.line(&format!("{what}{more} changed"));
            let opened = Opened::open(global, &options, !self.no_drafts, terminal);
            if let Ok(opened) = &opened {
                // Folders that are new: a first template, a first team.
                read = (opened.watched_whole(), opened.watched_flat());
                watch.follow(&read.0, &read.1)?;
            }
            rebuild(opened, &options, &request, &zola, &news, terminal)?;
        }
        server.unblock();
        // The server ends with the process in any case.
        let _ended = answering.join();
        Ok(Status::Clean)
    }
}

fn shown(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| "something".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// Builds once more. What an edit broke is told; only what no edit can mend is an error.
fn rebuild(
    opened: Result<Opened, Failure>,
    options: &Options,
    request: &Request,
    zola: &Zola,
    news: &News,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let started = Instant::now();
    let ended = opened.and_then(|opened| {
        if !opened.tell_first(terminal)? {
            return Ok((opened.problems_in_words(), opened));
        }
        let words = match request.run(&opened, options, zola, terminal)? {
            Ended::Published(_) => None,
            Ended::Refused(problems) => {
                opened.tell_rest(&problems, terminal)?;
                Some(opened.in_plain_words(&problems))
            }
        };
        Ok((words, opened))
    });
    match ended {
        Ok((None, opened)) => {
            terminal.line(&format!(
                "Built {} in {:.1} s.",
                opened.in_words(),
                started.elapsed().as_secs_f64()
            ));
            news.built();
        }
        Ok((Some(problems), _)) => {
            terminal.line("Not built; the last good site stays.");
            news.broken(problems);
        }
        Err(Failure::Closed) => return Err(Failure::Closed),
        // A repository that is being rewritten, a template with a slip: the next edit may mend it.
        Err(failure) => {
            terminal.failure(&failure);
            news.broken(failure.lines().join("\n"));
        }
    }
    Ok(())
}
