//! An account of changes as text: CSV, Markdown, a user's own template.

mod csv;
mod markdown;
mod template;

pub use self::csv::csv;
pub use markdown::markdown;
pub use template::{TemplateError, template};
