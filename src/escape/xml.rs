//! Text for a feed.

/// Text that XML 1.0 can hold ("Characters"), without marks that turn the direction of text. The
/// writer of feeds escapes what is markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlText(String);

impl XmlText {
    /// This text, without what XML has no place for.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let fits = |c: &char| !c.is_control() && !super::turns_or_is_none(*c);
        Self(text.chars().filter(fits).collect())
    }

    /// The text, to be handed to a writer of XML.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}
