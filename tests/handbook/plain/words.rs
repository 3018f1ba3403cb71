//! What would break Zola comes out as its author wrote it.

use scraper::{Html, Selector};
use snapbox::str;

use crate::support::plain::Folder;
use crate::support::zola;

fn text(html: &[u8], what: &str) -> Vec<String> {
    let html = Html::parse_document(&String::from_utf8_lossy(html));
    let selector = Selector::parse(what).unwrap();
    html.select(&selector).map(|it| it.text().collect::<String>()).collect()
}

#[test]
fn templates_of_any_language_are_words() {
    let lines = [
        "{{ name }} and {% if x %} and {# a comment #} and {{< figure src=\"x\" >}} and {{% note %}}",
        "${{ always() }} and {{ config(x=1) }} and {% raw %}{{ a }}{% endraw %} and {{ get_env(name=\"HOME\") }}",
        "{%- trim -%} {{- x -}} }} %} #} {{{ three }}} {{ zlit(s=\"x\") }}",
    ];
    let mut body = String::from("# {{ Title }}\n\n## Use {name} in {% h %}\n\n");
    for line in lines {
        body.push_str(&format!("{line}\n\n- {line}\n\n`{line}`\n\n```yaml\n{line}\n```\n\n| {line} |\n|---|\n\n[words {{{{ x }}}}](https://example.org/{{{{x}}}})\n\n"));
    }
    let read = Folder::of(&[("README.md", &body)]).read();
    for zola in zola::all() {
        let built = read.build(zola, "/");
        let html = &built["index.html"];
        assert_eq!(text(html, "main h1")[0], "{{ Title }}");
        assert_eq!(text(html, "article h2")[0], "Use {name} in {% h %}");
        let codes = text(html, "article p > code");
        let blocks = text(html, "article pre code");
        let paragraphs = text(html, "article > p");
        for (at, line) in lines.iter().enumerate() {
            assert_eq!(&codes[at], line, "{}", zola.version());
            assert_eq!(blocks[at].trim_end(), *line, "{}", zola.version());
            assert!(paragraphs.contains(&(*line).to_owned()), "{line}: {paragraphs:?}");
        }
    }
}

#[test]
fn a_page_with_everything_in_it_publishes() {
    let read = Folder::of(&[
        ("README.md", "\u{feff}---\ntitle: [broken\n---\nwords stay\n"),
        ("a.md", "> [!NOTE]\n> An alert\n\nA footnote[^1], [^none] and https://example.org/a_b_c.\n\n[^1]: Here.\n\n```no-such-language\ncode\n```\n\n```js {1,2} title=\"x\"\nx\n```\n\n- [x] done\n\n<details><summary>More</summary>\n\n*kept*\n\n</details>\n\n<div align=\"center\">\n  <b>html</b>\n</div>\n\n<!-- more -->\n\n+++\n\n---\n\nend\n"),
        ("json.md", "{ not json }\n"),
        ("rule.md", "---\nA sentence.\n---\n\n# After\n"),
        ("empty.md", ""),
        ("front.md", "---\n---\n"),
        ("date.md", "---\ndate: someday\nweight: heavy\ntags: 3\ndescription: [x]\ntemplate: x.html\npath: ../../x\nslug: ''\naliases: 7\ntaxonomies: nope\nextra: 5\n---\nwords\n"),
        ("caf\u{e9} \u{1f389}.md", "# Caf\u{e9}\n"),
    ])
    .read();
    snapbox::assert_data_eq!(
        read.told(),
        str![[r#"
README.md:2:1: warning[content/front-matter]: this front matter cannot be read: unclosed bracket '[' at line 1, column 8

"#]]
    );
    for zola in zola::all() {
        let built = read.build(zola, "/");
        let html = String::from_utf8_lossy(&built["a/index.html"]).into_owned();
        assert!(html.contains("href=\"https://example.org/a_b_c\""), "{html}");
        assert!(html.contains("<em>kept</em>"));
        assert!(text(&built["index.html"], "article p").contains(&"words stay".to_owned()));
        assert_eq!(text(&built["rule/index.html"], "main h1")[0], "Rule");
    }
}

#[test]
fn notes_and_warnings_of_every_generator_are_alerts_with_their_words() {
    let page = "\
# Alerts

> [!NOTE]
> Of GitHub.

> [!bug]- Of Obsidian
> Folded away, with a [link](a.md).

:::tip[Of Docusaurus]

Inside, with code:

```md
:::note
```

:::warning

Deeper.

:::

:::

!!! danger \"Of MkDocs\"
    Indented, with

    - a list
    - of two

After.

{% hint style=\"success\" %}
Of GitBook.
{% endhint %}

::: columns
Not one.
:::

```
> [!NOTE]
!!! note
```
";
    let read = Folder::of(&[("README.md", page), ("a.md", "# A\n")]).read();
    assert_eq!(read.told(), "");
    for zola in zola::all() {
        let built = read.build(zola, "/");
        let html = &built["index.html"];
        let heads = text(html, "blockquote[class^=markdown-alert] > p:first-child strong");
        let wanted = ["Note", "Of Obsidian", "Of Docusaurus", "Warning", "Of MkDocs", "Success"];
        assert_eq!(heads, wanted, "{}", zola.version());
        assert_eq!(text(html, ".markdown-alert-caution a"), ["link"]);
        assert_eq!(text(html, ".markdown-alert-caution li"), ["a list", "of two"]);
        assert_eq!(text(html, ".markdown-alert-tip pre").concat().trim(), ":::note");
        assert_eq!(text(html, ".markdown-alert-tip .markdown-alert-warning p")[1], "Deeper.");
        assert!(text(html, "article > p").contains(&"After.".to_owned()));
        assert!(text(html, "article > p").concat().contains("::: columns\nNot one.\n:::"));
        assert_eq!(text(html, "article > pre").concat().trim(), "> [!NOTE]\n!!! note");
    }
}

#[test]
fn lists_and_rows_that_were_pasted_as_lines_keep_every_word() {
    // A table that lost its bars, and lists that have signs of their own.
    let rows: Vec<String> =
        (1..=15).map(|at| format!("Problem {at}\nWhat helps with {at}")).collect();
    let bullets = "  • First thing\n  • Second thing, with a dash \u{2013} and more\n\nThe end.\n";
    let page = format!(
        "---\npermalink: /a-lead/\ntitle: A lead?\n---\n\nYou might need one if...\nProblem\nWhat helps\n{}\n\n{bullets}",
        rows.join("\n")
    );
    let read = Folder::of(&[("README.md", "# Us\n"), ("lead.md", &page)]).read();
    assert_eq!(read.told(), "");
    for zola in zola::all() {
        let built = read.build(zola, "/");
        let words = text(&built["a-lead/index.html"], "article").concat();
        for row in &rows {
            assert!(words.contains(row), "{row} in {words}");
        }
        assert!(words.contains("• First thing\n"), "{words}");
        assert!(words.contains("• Second thing, with a dash \u{2013} and more"), "{words}");
    }
}

#[test]
fn attributes_of_kramdown_are_read_and_not_shown() {
    let page = "\
# Pay

1. TOC
{:toc}

## When we pay
{: #when .no_toc }

On the [last day](#when){: target=\"_blank\"} of the month.
{: .lead}

`{: .kept}`

```
## Code
{: #kept }
```
";
    let read = Folder::of(&[("README.md", page)]).read();
    assert_eq!(read.told(), "");
    for zola in zola::all() {
        let built = read.build(zola, "/");
        let html = &built["index.html"];
        assert_eq!(text(html, "h2#when"), ["When we pay"]);
        assert_eq!(text(html, "article > p")[0], "On the last day of the month.");
        assert!(!text(html, "article").concat().contains("TOC"));
        assert_eq!(text(html, "article p > code"), ["{: .kept}"]);
        assert_eq!(text(html, "article pre").concat().trim(), "## Code\n{: #kept }");
    }
}

#[test]
fn notes_in_notes_without_end_take_no_more_room_than_they_are_long() {
    let deep = "::: note\n".repeat(2000);
    let page = format!("# Deep\n\n{deep}\nInside.\n\n{}\nAfter.\n", ":::\n".repeat(2000));
    let read = Folder::of(&[("README.md", &page)]).read();
    let text = read.handbook.pages[0].markdown();
    assert!(text.len() < 40 * page.len(), "{} of {}", text.len(), page.len());
    let marks = text.lines().map(|line| line.matches("> ").count()).max();
    assert_eq!(marks, Some(16));
    // Each is ended by its own end, and words are inside or not as they were.
    assert!(text.contains(&format!("\n{}Inside.\n", "> ".repeat(16))), "{text}");
    assert!(text.ends_with("\nAfter.\n"), "{text}");
}

const PROGRAM: &str = "\
# Trade

Read [the terms](terms.md).

```js
import { rate } from './rates'
```

export controls apply to all shipments over 100 pounds,
and must be signed.

import duties are paid by the buyer.

export default rates are in the table.
";

#[test]
fn words_that_look_like_a_program_stay_and_so_does_a_program_in_code() {
    for name in ["trade.md", "trade.mdx"] {
        let read = Folder::of(&[(name, PROGRAM), ("terms.md", "# Terms\n")]).read();
        assert_eq!(read.told(), "");
        let page = read.handbook.pages.iter().find(|page| page.title == "Trade").unwrap();
        let (_, wanted) = PROGRAM.split_once("# Trade\n").unwrap();
        assert!(page.markdown().ends_with(wanted), "{name}: {}", page.markdown());
    }
}

#[test]
fn a_program_in_a_page_is_left_out_and_told_where_the_file_is_not_called_mdx() {
    let page = "\
import Tabs from '@theme/Tabs';
import {
  one,
  two as other,
} from \"./parts\";
import './style.css'

export const sum = (a, b) => {
  return a + b;
};

export default function Layout({ children }) {
  return children;
}

export { one };

# Pay

import taxes are no program.
";
    for (name, told) in [
        (
            "pay.md",
            "pay.md:1:1: warning[content/program]: this is a program's, so it is not published\n\
             pay.md:8:1: warning[content/program]: this is a program's, so it is not published\n\
             pay.md:12:1: warning[content/program]: this is a program's, so it is not published\n\
             pay.md:16:1: warning[content/program]: this is a program's, so it is not published\n",
        ),
        ("pay.mdx", ""),
    ] {
        let read = Folder::of(&[(name, page)]).read();
        assert_eq!(read.told(), told);
        let text = read.handbook.pages[0].markdown();
        assert_eq!(text.trim(), "# Pay\n\nimport taxes are no program.", "{name}");
    }
}
