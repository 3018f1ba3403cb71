//! The static API of a site.
