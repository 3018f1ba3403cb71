//! Changes through a user's own template.

use tera::{Context, Tera};

use crate::audit::{Report, Summary};

/// A template that cannot be read or does not fit.
#[derive(Debug, thiserror::Error)]
#[error("the template {name} cannot be used")]
pub struct TemplateError {
    /// Its file.
    pub name: String,
    /// What Tera says.
    #[source]
    pub source: Box<tera::Error>,
}

#[derive(serde::Serialize)]
struct View<'r> {
    #[serde(flatten)]
    report: &'r Report,
    summary: Summary,
}

/// Renders a report by a Tera 2 template, which is given what JSON has, and `summary`. Where the
/// file's name ends in `.html` or `.xml`, values are escaped; elsewhere they are as they are.
///
/// # Errors
/// [`TemplateError`] where the template cannot be parsed, or asks for what is not there.
pub fn template(report: &Report, name: &str, text: &str) -> Result<String, TemplateError> {
    let failed = |error: tera::Error| TemplateError { name: name.to_owned(), source: error.into() };
    let mut tera = Tera::new();
    tera.autoescape_on([".html", ".htm", ".xml"]);
    tera.add_raw_templates([(name, text)]).map_err(failed)?;
    let context = Context::from_serialize(&View { report, summary: report.summary() });
    tera.render(name, &context.map_err(failed)?).map_err(failed)
}
