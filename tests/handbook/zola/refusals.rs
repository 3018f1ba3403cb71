//! What Zola refuses, read from the real Zolas of both dialects.

use zola_handbook::zola::{Dialect, problems};

use crate::support::zola::{Site, all};

/// Builds the site with every Zola and compares what is refused.
#[track_caller]
fn refused(site: &Site, tera_1: &str, tera_2: &str) {
    for zola in all() {
        let expected = match zola.dialect() {
            Dialect::Tera1 => tera_1,
            Dialect::Tera2 => tera_2,
        };
        let found = site.refused(zola);
        assert_eq!(found.trim_end(), expected, "Zola {}", zola.version());
    }
}

#[track_caller]
fn refused_alike(site: &Site, expected: &str) {
    refused(site, expected, expected);
}

#[test]
fn broken_toml_is_placed_at_its_line_where_zola_says_it() {
    refused(
        &Site::new().with("content/guide/bad.md", "+++\ntitle = \"x\"\ndate = = 3\n+++\n"),
        "Error content/guide/bad.md:3:8 zola/front-matter extra `=`, expected nothing",
        "Error content/guide/bad.md zola/front-matter the front matter cannot be read; \
         this Zola does not say why",
    );
}

#[test]
fn broken_yaml_is_placed_at_its_line_where_zola_says_it() {
    refused(
        &Site::new().with("content/guide/bad.md", "---\ntitle: x\nweight: abc\n---\n"),
        "Error content/guide/bad.md:3:9 zola/front-matter \
         weight: invalid type: string \"abc\", expected usize",
        "Error content/guide/bad.md zola/front-matter the front matter cannot be read; \
         this Zola does not say why",
    );
    refused(
        &Site::new().with("content/guide/bad.md", "---\ntitle: x\n  foo: [1\n---\n"),
        "Error content/guide/bad.md:3:6 zola/front-matter \
         mapping values are not allowed in this context",
        "Error content/guide/bad.md zola/front-matter the front matter cannot be read; \
         this Zola does not say why",
    );
}

#[test]
fn a_value_of_the_wrong_type_is_placed_in_sections_by_every_zola() {
    refused_alike(
        &Site::new().with("content/guide/_index.md", "+++\ntitle = \"x\"\nweight = \"a\"\n+++\n"),
        "Error content/guide/_index.md:3:10 zola/front-matter \
         invalid type: string \"a\", expected usize",
    );
}

#[test]
fn an_unknown_field_of_a_section_is_named_with_the_known_ones() {
    refused_alike(
        &Site::new().with("content/guide/_index.md", "+++\nowner = \"me\"\n+++\n"),
        "Error content/guide/_index.md:2:1 zola/front-matter unknown field `owner`, expected one \
         of `title`, `description`, `sort_by`, `weight`, `draft`, `template`, `paginate_by`, \
         `paginate_reversed`, `paginate_path`, `insert_anchor_links`, `render`, `redirect_to`, \
         `in_search_index`, `transparent`, `page_template`, `aliases`, `generate_feeds`, `extra`",
    );
}

#[test]
fn a_page_without_front_matter_is_named() {
    refused_alike(
        &Site::new().with("content/guide/bad.md", "hi\n"),
        "Error content/guide/bad.md zola/front-matter there is no front matter, or it does not end",
    );
}

#[test]
fn a_taxonomy_that_the_config_does_not_know_is_placed_at_its_line() {
    refused_alike(
        &Site::new().with("content/guide/bad.md", "+++\n[taxonomies]\ntags = [\"a\"]\n+++\n"),
        "Error content/guide/bad.md:3 zola/front-matter \
         the taxonomy `tags` is not defined in the Zola config",
    );
}

#[test]
fn a_link_to_no_page_is_placed_at_its_line_though_zola_names_none() {
    refused_alike(
        &Site::new().with("content/guide/bad.md", "+++\n+++\n\na\n\n[b](@/guide/nope.md)\n"),
        "Error content/guide/bad.md:6 zola/link the link to `@/guide/nope.md` leads to no page",
    );
}

#[test]
fn a_link_is_not_taken_for_a_longer_one() {
    let body =
        "+++\n+++\n[a](@/guide/ok.md#here)\n[b](@/guide/ok.md#her-e)\n[c](@/guide/ok.md#her)\n";
    refused_alike(
        &Site::new().with("content/guide/bad.md", body),
        "Error content/guide/bad.md:4 zola/anchor \
         the link to `@/guide/ok.md#her-e` leads to no heading of that page\n\
         Error content/guide/bad.md:5 zola/anchor \
         the link to `@/guide/ok.md#her` leads to no heading of that page",
    );
}

#[test]
fn a_link_without_an_address_is_placed() {
    refused_alike(
        &Site::new().with("content/guide/bad.md", "+++\n+++\n\na\n[b]()\n"),
        "Error content/guide/bad.md:5 zola/link a link has no address",
    );
}

#[test]
fn files_that_make_one_page_are_all_named() {
    refused_alike(
        &Site::new().with("content/guide/bad.md", "+++\nslug = \"ok\"\n+++\n"),
        "Error content/guide/bad.md zola/collision \
         several files make the page `/guide/ok/` [content/guide/ok.md]",
    );
    refused_alike(
        &Site::new().with("content/index.md", "+++\n+++\n"),
        "Error content/index.md zola/collision \
         a page cannot be called `index.md` in a folder that has `_index.md`",
    );
}

#[test]
fn a_call_in_a_body_is_a_shortcode_to_one_dialect_and_a_function_to_the_other() {
    refused(
        &Site::new().with("content/guide/bad.md", "+++\n+++\n\na\n`${{ always() }}`\n"),
        "Error content/guide/bad.md:5 zola/content there is no shortcode `always`, which this calls",
        "Error content/guide/bad.md:5:6 zola/content Unknown function `always`",
    );
}

#[test]
fn lines_of_a_body_are_counted_past_blank_lines_before_and_in_it() {
    refused(
        &Site::new().with("content/guide/bad.md", "+++\n+++\n\n\n\na\n\n{% quote() %}\nhi\n"),
        "Error content/guide/bad.md:10:1 zola/content a shortcode is not written as Zola reads \
         them: expected an inline shortcode, an ignored inline shortcode, the start of a \
         shortcode, {% end %}, the start of an ignored shortcode, or some text",
        "Error content/guide/bad.md:8:4 zola/content Unknown tag",
    );
}

#[test]
fn a_shortcode_that_fails_is_placed_where_it_is_called() {
    let site = Site::new()
        .with("templates/shortcodes/foo.html", "{{ zz.y }}")
        .with("content/guide/bad.md", "+++\n+++\nthe food\n{{ foo(a=1) }}\n");
    refused(
        &site,
        "Error content/guide/bad.md:4 zola/content \
         the shortcode `foo` failed: Variable `zz.y` not found in context",
        "Error content/guide/bad.md:4:4 zola/content Unknown function `foo`",
    );
}

#[test]
fn a_template_that_fails_is_placed_with_the_page_that_it_failed_for() {
    refused(
        &Site::new().with("templates/section.html", "<p>\n{{ throw(message=\"boo\") }}\n"),
        "Error templates/section.html:2 zola/template \
         Function call 'throw' failed: boo [content/guide/_index.md]",
        "Error templates/section.html:2:4 zola/template boo [content/guide/_index.md]",
    );
}

/// As [`refused`], for messages that go on with a list of all that there is.
#[track_caller]
fn refused_with(site: &Site, tera_1: &str, tera_2: &str) {
    for zola in all() {
        let expected = match zola.dialect() {
            Dialect::Tera1 => tera_1,
            Dialect::Tera2 => tera_2,
        };
        let found = site.refused(zola);
        assert!(found.starts_with(expected), "Zola {}: {found}", zola.version());
    }
}

#[test]
fn the_template_at_fault_is_named_and_not_the_one_that_includes_or_extends_it() {
    let included = Site::new()
        .with("templates/section.html", "<p>\n{% include \"part.html\" %}\n")
        .with("templates/part.html", "\n\n{{ nope }}\n");
    refused_with(
        &included,
        "Error templates/part.html:3 zola/template \
         Variable `nope` not found in context [content/guide/_index.md]",
        "Error templates/part.html:3:4 zola/template Variable `nope` is not defined",
    );
    let extended = Site::new()
        .with("templates/section.html", "{% extends \"base.html\" %}\n")
        .with("templates/base.html", "\n{{ nope }}\n");
    refused_with(
        &extended,
        "Error templates/base.html:2 zola/template \
         Variable `nope` not found in context [content/guide/_index.md]",
        "Error templates/base.html:2:4 zola/template Variable `nope` is not defined",
    );
}

#[test]
fn a_template_that_cannot_be_parsed_is_placed() {
    refused(
        &Site::new().with("templates/page.html", "<p>\n{{ page.title | }}\n"),
        "Error templates/page.html:2:17 zola/template expected an identifier (must start with a-z)",
        "Error templates/page.html:2:17 zola/template Found `}}` but expected an identifier",
    );
}

#[test]
fn a_template_of_a_theme_is_found_in_its_folder() {
    let site = Site::new()
        .with("config.toml", "base_url = \"/\"\ntheme = \"plain\"\n")
        .with("themes/plain/theme.toml", "name = \"plain\"\n")
        .with("themes/plain/templates/part.html", "<p>\n{{ nope }}\n")
        .with("templates/section.html", "{% include \"part.html\" %}\n");
    refused_with(
        &site,
        "Error themes/plain/templates/part.html:2 zola/template \
         Variable `nope` not found in context [content/guide/_index.md]",
        "Error themes/plain/templates/part.html:2:4 zola/template Variable `nope` is not defined",
    );
}

#[test]
fn a_page_that_asks_for_a_template_that_is_missing_is_placed() {
    refused(
        &Site::new().with("content/guide/bad.md", "+++\ntemplate = \"nope.html\"\n+++\n"),
        "Error content/guide/bad.md:2 zola/template \
         Tried to render `nope.html` but the template wasn't found",
        "Error content/guide/bad.md:2 zola/template Template `nope.html` not found",
    );
}

#[test]
fn the_config_is_placed_whatever_is_wrong_with_it() {
    refused_alike(
        &Site::new().with("config.toml", "base_url = \"/\"\nminify_html = \"yes\"\n"),
        "Error config.toml:2:15 zola/config invalid type: string \"yes\", expected a boolean",
    );
    refused_alike(
        &Site::new().with("config.toml", "title = \"x\"\n"),
        "Error config.toml zola/config A base URL is required in config.toml with key `base_url`",
    );
    for zola in all() {
        let unknown = Site::new().with("config.toml", "base_url = \"/\"\nwibble = 1\n");
        let expected = "Error config.toml:2:1 zola/config unknown field `wibble`, expected one of ";
        assert!(unknown.refused(zola).starts_with(expected));
    }
}

#[test]
fn what_nobody_here_knows_is_passed_on_whole_without_this_machines_folders() {
    let site = Site::new()
        .with("config.toml", "base_url = \"/\"\ncompile_sass = true\n")
        .with("sass/a.scss", "a { b:\n");
    refused_alike(
        &site,
        "Error sass/a.scss:1:7 zola/other Error: Expected expression.\n\
         \x20 ╷\n1 │ a { b:\n  │       ^^^^^^\n  ╵\n./sass/a.scss:1:7",
    );
}

#[test]
fn broken_links_are_warnings_where_the_config_says_so() {
    let body = "+++\n+++\n[a](@/nope.md)\n[b](@/guide/ok.md#nope)\n";
    let config = "base_url = \"/\"\n[link_checker]\ninternal_level = \"warn\"\n";
    let site = Site::new().with("config.toml", config).with("content/guide/flawed.md", body);
    for zola in all() {
        assert_eq!(
            site.warned(zola),
            "Warning content/guide/flawed.md:3 zola/link the link to `@/nope.md` leads to no page\n\
             Warning content/guide/flawed.md:4 zola/anchor \
             the link to `@/guide/ok.md#nope` leads to no heading of that page\n"
        );
    }
}

#[test]
fn a_page_that_its_section_leaves_out_is_a_warning() {
    let site = Site::new().with("content/guide/_index.md", "+++\nsort_by = \"weight\"\n+++\n");
    for zola in all() {
        assert_eq!(
            site.warned(zola),
            "Warning content/guide/ok.md zola/front-matter this page is left out: \
             its section sorts by something that it does not say\n"
        );
    }
}

#[test]
fn a_language_without_highlighting_is_placed_at_its_fence() {
    let config = "base_url = \"/\"\n[markdown.highlighting]\ntheme = \"github-dark\"\n";
    let body = "+++\n+++\na\n```rust\n```\n\n```wibble\n```\n";
    let site = Site::new().with("config.toml", config).with("content/guide/code.md", body);
    for zola in all() {
        let warned = site.warned(zola);
        let start = "Warning content/guide/code.md:7 zola/other Language `wibble` not found";
        assert!(warned.starts_with(start), "{warned}");
    }
}

#[test]
fn text_that_is_no_error_at_all_is_passed_on_when_zola_fails() {
    let site = Site::new();
    let found = problems("Building site...\nsomething else\nhappened\n", site.root());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "something else\nhappened");
    assert_eq!(
        problems("Building site...\n-> Creating 1 pages\nDone in 3ms.\n\n", site.root()),
        []
    );
    let bare = problems("ERROR Failed to build the site\n", site.root());
    assert_eq!(bare[0].message, "Failed to build the site");
}

#[test]
fn control_characters_of_a_page_never_reach_a_message() {
    let site = Site::new();
    let found = problems("ERROR Odd \u{1b}[31mtext\u{7}\n", site.root());
    assert_eq!(found[0].message, "Odd  [31mtext ");
}

proptest::proptest! {
    #[test]
    fn any_text_on_stderr_is_read_without_panic_and_errors_are_never_lost(
        lines in proptest::collection::vec("(ERROR |WARN  |ERROR Reason: |  - |  --> |)(Failed to render page '|Found path collisions:|error: |TOML parse error at line |)[ -~é]{0,30}", 0..8)
    ) {
        let text = lines.join("\n");
        let found = problems(&text, std::path::Path::new("/nowhere"));
        let spoke = lines.iter().any(|line| line.starts_with("ERROR ") && line.len() > 20);
        proptest::prop_assert!(!spoke || !found.is_empty());
    }
}
