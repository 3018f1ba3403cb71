//! What a page is.

super::one_of! {
    /// What a page is.
    PageKind {
        /// Its words bind people: it has an owner and a review interval.
        Policy = "policy",
        /// It tells how something is done.
        Guide = "guide",
        /// Anything else.
        Note = "note",
    }
}
