//! What a command says, and where: results on stdout, all else on stderr.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use anstream::ColorChoice;
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use zola_handbook::escape::{drawn, visible};

use super::failure::Failure;

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal.
    Auto,
    /// In any case.
    Always,
    /// Not at all.
    Never,
}

/// The two streams of this process.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    choice: ColorChoice,
    results: ColorChoice,
    width: usize,
}

/// How results are written on stdout.
#[derive(Debug, Clone, Copy)]
pub struct ResultStyle {
    /// Whether in colour.
    pub colour: bool,
    /// How many columns there are.
    pub width: usize,
}

/// How wide messages are where the terminal does not say.
const WIDTH: usize = 100;

impl Terminal {
    /// Looks at the terminal once.
    #[must_use]
    pub fn new(colour: Colour) -> Self {
        let choice = |of_stream: fn() -> ColorChoice| match colour {
            Colour::Auto => of_stream(),
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        };
        let results = choice(|| anstream::AutoStream::choice(&io::stdout()));
        let choice = choice(|| anstream::AutoStream::choice(&io::stderr()));
        // Either stream may lead elsewhere; where both do, whoever reads may say how wide they are.
        let drawn = terminal_size::terminal_size_of(io::stdout())
            .or_else(|| terminal_size::terminal_size_of(io::stderr()))
            .map(|(width, _)| usize::from(width.0));
        let said = || std::env::var("COLUMNS").ok()?.parse().ok();
        let width = drawn.or_else(said).map_or(WIDTH, |width: usize| width.clamp(40, 140));
        Self { choice, results, width }
    }

    /// Whether to use colour on stderr.
    #[must_use]
    pub fn colour(&self) -> bool {
        self.choice != ColorChoice::Never
    }

    /// How to write results on stdout.
    #[must_use]
    pub fn result_style(&self) -> ResultStyle {
        ResultStyle { colour: self.results != ColorChoice::Never, width: self.width }
    }

    /// How many columns there are.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Prints a result on stdout; nothing in it steers a terminal, but for colours where wanted.
    ///
    /// # Errors
    /// [`Failure::Closed`] where the reader went away.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        put(drawn(text, self.results != ColorChoice::Never).as_bytes())
    }

    /// Prints a file on stdout: as it is for a program or a file, and as [`Self::print`] does for
    /// a terminal.
    ///
    /// # Errors
    /// [`Failure::Closed`] where the reader went away.
    pub fn print_file(&self, bytes: &[u8]) -> Result<(), Failure> {
        match io::stdout().is_terminal() {
            true => put(drawn(&String::from_utf8_lossy(bytes), false).as_bytes()),
            false => put(bytes),
        }
    }

    /// Says something on stderr; nothing in it steers a terminal, but for colours.
    pub fn say(&self, text: &str) {
        let text = drawn(text, true);
        // Where stderr is gone there is nobody to tell.
        let _gone =
            anstream::AutoStream::new(io::stderr().lock(), self.choice).write_all(text.as_bytes());
    }

    /// Says one line on stderr; what could steer a terminal in it is made visible.
    pub fn line(&self, text: &str) {
        self.say(&format!("{}\n", visible(text)));
    }

    /// Says why a command stopped.
    pub fn failure(&self, failure: &Failure) {
        for (at, line) in failure.lines().iter().enumerate() {
            match at {
                0 => self.say(&format!("\u{1b}[1;31merror\u{1b}[0m: {}\n", shown(line))),
                _ => self.say(&format!("  because: {}\n", shown(line))),
            }
        }
    }

    /// Shows what is being done, once it has taken a second, where somebody watches.
    #[must_use]
    pub fn progress(&self, what: &'static str) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_message(what);
        bar.set_style(ProgressStyle::default_spinner());
        if io::stderr().is_terminal() {
            let shown = bar.clone();
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_secs(1));
                if !shown.is_finished() {
                    shown.set_draw_target(ProgressDrawTarget::stderr());
                    shown.enable_steady_tick(Duration::from_millis(120));
                }
            });
        }
        Progress(bar)
    }
}

/// The one place where anything is written to stdout.
fn put(bytes: &[u8]) -> Result<(), Failure> {
    match io::stdout().lock().write_all(bytes) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure::Closed),
        Err(error) => Err(error.into()),
    }
}

/// Lines stay lines; everything else that could steer a terminal is made visible.
fn shown(text: &str) -> String {
    text.lines().map(visible).collect::<Vec<_>>().join("\n")
}

/// A sign of life that goes away when it is dropped.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
