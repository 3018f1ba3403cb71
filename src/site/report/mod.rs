//! An account of changes as text: CSV, Markdown, a user's own template.

mod comment;
mod csv;
mod index;
mod markdown;
mod pack;
mod policies;
mod standing;
mod standing_html;
mod standing_json;
mod template;

pub use self::csv::csv;
pub use comment::{MARK, comment, rekinded_unsaid};
pub use markdown::markdown;
pub use pack::{Files, PackError, pack};
pub use template::{TemplateError, template};
