//! Links that an author wrote from the root of the site, on a site that lives in a folder.
//!
//! Zola leaves `[features](/org/features/)` as it is, which on `https://example.org/handbook/`
//! leads out of the handbook. Where such a link leads to a page of the site, the folder is put in
//! front of it.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::links::Base;
use crate::content::{Address, dialect};

/// What a link from the root can mean.
#[derive(Debug, Clone, Copy)]
pub struct Rooted<'a> {
    /// Where the site lives.
    pub base: &'a Base,
    /// The address at and below which generated pages are.
    pub generated: &'a Address,
    /// The addresses of the pages that people wrote.
    pub pages: &'a BTreeSet<&'a Address>,
}

impl Rooted<'_> {
    /// The body with the site's folder in front of such links; its lines stay where they are.
    pub fn links(&self, body: &str) -> String {
        let folder = self.base.folder();
        let mut places: Vec<usize> = match folder {
            "/" => Vec::new(),
            _ => Parser::new_ext(body, dialect())
                .into_offset_iter()
                .filter_map(|(event, span)| match event {
                    Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) => {
                        self.is_ours(&dest_url).then(|| place(body, span, &dest_url)).flatten()
                    }
                    _ => None,
                })
                .collect(),
        };
        places.sort_unstable();
        let mut out = String::with_capacity(body.len());
        let mut from = 0;
        for at in places {
            out.push_str(&body[from..at]);
            out.push_str(folder.trim_end_matches('/'));
            from = at;
        }
        out.push_str(&body[from..]);
        out
    }

    fn is_ours(&self, link: &str) -> bool {
        let path = link.split(['#', '?']).next().unwrap_or_default();
        if !path.starts_with('/') || path.starts_with("//") {
            return false;
        }
        let address = Address::of([path]);
        address.as_str().starts_with(self.generated.as_str()) || self.pages.contains(&address)
    }
}

/// Where the destination of an inline link begins in the body; nothing where it is not written
/// there letter by letter.
fn place(body: &str, span: Range<usize>, destination: &str) -> Option<usize> {
    let text = &body[span.clone()];
    let at = text.rfind(&format!("]({destination}"))?;
    Some(span.start + at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(base: &str, body: &str) -> String {
        let page = Address::of(["people/pay"]);
        let (base, generated) = (Base::new(base), Address::of(["org"]));
        Rooted { base: &base, generated: &generated, pages: &BTreeSet::from([&page]) }.links(body)
    }

    #[test]
    fn a_link_from_the_root_to_a_page_stays_within_the_sites_folder() {
        let body = "See [a](/org/teams/ \"t\"),\n[b *c*](/people/pay#how) and [d](/org/).\n";
        assert_eq!(
            linked("https://example.org/handbook", body),
            "See [a](/handbook/org/teams/ \"t\"),\n[b *c*](/handbook/people/pay#how) and [d](/handbook/org/).\n"
        );
        assert_eq!(linked("/", body), body);
    }

    #[test]
    fn any_other_link_stays_as_it_is() {
        let body = "[a](/elsewhere/) [b](//org/) [c](org/) `[d](/org/)` [e](@/org/x.md)\n\n    [f](/org/)\n";
        assert_eq!(linked("https://example.org/handbook", body), body);
    }
}
