//! A small handbook of each system: its titles, its order, its links.

use snapbox::str;

use crate::support::html::follow;
use crate::support::plain::{Folder, Read};
use crate::support::zola;

/// Builds with every Zola, at the root of a host and below, and finds every link in its place.
fn published(files: &[(&str, &str)]) -> Read {
    let read = Folder::of(files).read();
    for zola in zola::all() {
        for (url, base) in [("/", "/"), ("https://example.org/handbook/", "/handbook/")] {
            let counts = follow(&read.build(zola, url), base);
            assert_eq!(counts.missing, Default::default(), "{}", zola.version());
            assert_eq!(counts.missing_anchors, Vec::<String>::new(), "{}", zola.version());
            assert_eq!(counts.marked, 0, "{}", read.told());
        }
    }
    read
}

fn lists(read: &Read) -> String {
    zola::all().first().map(|zola| read.lists(zola)).unwrap_or_default()
}

#[test]
fn plain_markdown_as_github_shows_it() {
    let read = published(&[
        (
            "README.md",
            "# Our handbook\n\n[Pay](guides/pay.md), [pay](./guides/pay), [time](guides/), \
            [deep](/guides/pay.md#how-we-pay), [off](guides/TimeOff/readme.md), [team](<guides/my team.md>)\n",
        ),
        (
            "guides/README.md",
            "# Guides\n\n![a plan](../images/plan%20a.png) [back](../README.md)\n",
        ),
        (
            "guides/pay.md",
            "Pay\n===\n\n## How we pay\n\n[again](#how-we-pay) [ref] [x][ref]\n\n[ref]: my%20team.md \"Team\"\n",
        ),
        ("guides/my team.md", "no heading, [rules](TimeOff#the-rules)\n"),
        (
            "guides/TimeOff/README.md",
            "# Time off\n\n## The rules\n\n<a href=\"../pay.md\">pay</a> <img src='../../images/plan a.png'>\n",
        ),
        ("images/plan a.png", "png"),
    ]);
    assert_eq!(read.told(), "");
    snapbox::assert_data_eq!(
        lists(&read),
        str![[r#"
/:
  Guides /guides/
/guides:
  My team /guides/my-team/
  Pay /guides/pay/
  Time off /guides/timeoff/
/guides/timeoff:

"#]]
    );
}

#[test]
fn jekyll() {
    let read = published(&[
        ("_config.yml", "title: Ours\n"),
        (
            "index.md",
            "---\nlayout: home\ntitle: Home\n---\n[a]({{ site.baseurl }}/docs/a/) [b]({% link docs/b.md %}) [c]({{ '/pay/c.html' | relative_url }})\n",
        ),
        ("docs/a.md", "---\ntitle: A\nnav_order: 2\npermalink: /docs/a/\n---\n[old](/old-a/)\n"),
        (
            "docs/b.md",
            "---\ntitle: B\nnav_order: 1\nredirect_from:\n  - /old-a/\n  - /older/b.html\n---\n![x](/assets/x.png)\n",
        ),
        (
            "docs/c.md",
            "---\npermalink: /pay/c.html\nhidden: true\ndate: 2024-01-02 10:00:00 +0000\n---\n# C\n[b](/older/b.html)\n",
        ),
        ("assets/x.png", "png"),
        ("_includes/no.md", "never\n"),
    ]);
    assert_eq!(read.told(), "");
    snapbox::assert_data_eq!(
        lists(&read),
        str![[r#"
/:
  Docs /docs/
/docs:
  B /docs/b/
  A /docs/a/

"#]]
    );
    snapbox::assert_data_eq!(
        read.pages(),
        str![[r#"
docs/a.md /docs/a/ (A)
docs/b.md /docs/b/ (B)
docs/c.md /pay/c/ (C)
index.md / (Home)

"#]]
    );
}

#[test]
fn hugo() {
    let read = published(&[
        ("config.toml", "baseURL = \"https://example.org/\"\nlanguageCode = \"en\"\n"),
        (
            "content/_index.md",
            "+++\ntitle = \"Home\"\n+++\n[pay]({{< ref \"pay/salary.md\" >}}) [off]({{% relref \"/time-off#rules\" %}})\n",
        ),
        (
            "content/pay/_index.md",
            "{\n  \"title\": \"Pay\",\n  \"weight\": 20\n}\n\nhello [s](salary)\n",
        ),
        (
            "content/pay/salary.md",
            "---\ntitle: Salary\nslug: what-you-earn\naliases: [/wages/]\ntags: [money, pay]\nlastmod: 2024-05-06\n---\n[w](/wages/) ![logo](/logo.svg)\n",
        ),
        (
            "content/time-off.md",
            "+++\ntitle = \"Time off\"\nweight = 10\n[params]\nfoo = 1\n+++\n## Rules\n",
        ),
        ("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ]);
    assert_eq!(read.told(), "");
    snapbox::assert_data_eq!(
        lists(&read),
        str![[r#"
/:
  Time off /time-off/
  Pay /pay/
/pay:
  Salary /pay/what-you-earn/

"#]]
    );
}

#[test]
fn docusaurus() {
    let read = published(&[
        ("docusaurus.config.js", "module.exports = {};\n"),
        (
            "docs/intro.md",
            "---\nsidebar_position: 1\nslug: /\n---\n# Welcome\n[t](./teams/rules.mdx#our-rule) [u](/docs/teams/rules)\n",
        ),
        (
            "docs/pay.md",
            "---\nid: pay\nsidebar_position: 3\nsidebar_label: Money\ntitle: Pay\n---\n![x](/img/x.png)\n",
        ),
        ("docs/teams/_category_.json", "{ \"label\": \"The teams\", \"position\": 2 }"),
        (
            "docs/teams/rules.mdx",
            "---\ntitle: Rules\n---\nimport Tabs from '@theme/Tabs';\nimport x from './x.png';\n\nexport const y = 1;\n\n## Our rule {#our-rule}\n\n<Tabs groupId=\"a\" values={[{a: 1}]}>\n\nKept **words** and [pay](../pay.md).\n\n</Tabs>\n\n{/* not this */}\n\n<img src={require('./x.png').default} style={{width: 1}} alt=\"x\" />\n\n`<Tabs>` stays.\n",
        ),
        ("docs/teams/x.png", "png"),
        ("static/img/x.png", "png"),
    ]);
    snapbox::assert_data_eq!(
        read.told(),
        str![[r#"
docs/teams/rules.mdx:11:1: warning[content/component]: `<Tabs>` is a program's, so only what stands inside it is published

"#]]
    );
    snapbox::assert_data_eq!(
        lists(&read),
        str![[r#"
/:
  The teams /teams/
  Money /pay/
/teams:
  Rules /teams/rules/

"#]]
    );
}

#[test]
fn docusaurus_by_numbers() {
    let read = published(&[
        ("docusaurus.config.ts", "export default {};\n"),
        (
            "docs/02-pay/10-salary.md",
            "# Salary\n[i](../01-intro.md) [j](/docs/intro) [k](../intro)\n",
        ),
        ("docs/02-pay/9-expenses.md", "# Expenses\n[s](10-salary.md) [t](./salary)\n"),
        ("docs/01-intro.md", "words\n"),
        ("docs/2024-05-01-news.md", "# News\n"),
    ]);
    assert_eq!(read.told(), "");
    snapbox::assert_data_eq!(
        lists(&read),
        str![[r#"
/:
  Intro /intro/
  Pay /pay/
  News /2024-05-01-news/
/pay:
  Expenses /pay/expenses/
  Salary /pay/salary/

"#]]
    );
}

#[test]
fn docusaurus_by_sidebars() {
    let read = published(&[
        ("docusaurus.config.js", "module.exports = {};\n"),
        (
            "sidebars.js",
            "// @ts-check\n/** @type {import('x').Config} */\nconst sidebars = {\n  docs: [\n    'welcome', // first\n    {\n      type: 'category',\n      label: 'Money matters',\n      link: {type: 'doc', id: 'pay/index'},\n      items: ['pay/wages', {type: 'doc', id: 'pay/expenses', label: 'What you spend'}],\n    },\n    {type: 'link', label: 'Forge', href: 'https://example.org'},\n    'about',\n  ],\n};\nmodule.exports = sidebars;\n",
        ),
        ("docs/about.md", "---\nsidebar_position: 1\n---\n# About\n"),
        ("docs/start.md", "---\nid: welcome\nslug: /\n---\n# Welcome\n"),
        ("docs/pay/index.md", "# Pay\n"),
        ("docs/pay/expenses.md", "# Expenses\n"),
        ("docs/pay/wages.md", "# Wages\n"),
    ]);
    assert_eq!(read.told(), "");
    snapbox::assert_data_eq!(
        lists(&read),
        str![[r#"
/:
  Money matters /pay/
  About /about/
/pay:
  Wages /pay/wages/
  What you spend /pay/expenses/

"#]]
    );
}

#[test]
fn mkdocs() {
    let read = published(&[
        (
            "mkdocs.yml",
            "site_name: Ours\nmarkdown_extensions:\n  - x:\n      y: !!python/name:z\nnav:\n  - Home: index.md\n  - Money:\n      - The pay: pay/salary.md\n      - pay/expenses.md\n  - about.md\n\nplugins: []\n",
        ),
        ("docs/index.md", "# Home\n[s](pay/salary.md#when)\n"),
        ("docs/about.md", "about\n"),
        ("docs/pay/expenses.md", "# Expenses\n[s](salary.md) [a](../about/)\n"),
        ("docs/pay/salary.md", "words\n\n## When { #when }\n"),
    ]);
    assert_eq!(read.told(), "");
    snapbox::assert_data_eq!(
        lists(&read),
        str![[r#"
/:
  Pay /pay/
  About /about/
/pay:
  The pay /pay/salary/
  Expenses /pay/expenses/

"#]]
    );
}

#[test]
fn gitbook() {
    let read = published(&[
        (
            "SUMMARY.md",
            "# Summary\n\n* [Start](README.md)\n* [Time](time/README.md)\n  * [Off](time/off.md)\n  * [At work](time/desk.md)\n* [Pay](pay.md)\n",
        ),
        ("README.md", "# Start\n[p](pay.md) [o](time/off.md)\n"),
        ("pay.md", "words\n"),
        ("time/README.md", "# Time\n"),
        ("time/off.md", "# Off\n![](../.gitbook/assets/a.png)\n"),
        ("time/desk.md", "# Work\n"),
        (".gitbook/assets/a.png", "png"),
    ]);
    assert_eq!(read.told(), "");
    snapbox::assert_data_eq!(
        lists(&read),
        str![[r#"
/:
  Time /time/
  Pay /pay/
/time:
  Off /time/off/
  At work /time/desk/

"#]]
    );
}

#[test]
fn gatsby() {
    let read = published(&[
        ("gatsby-config.js", "module.exports = {}\n"),
        (
            "contents/handbook/index.md",
            "---\ntitle: Handbook\nsidebar: Handbook\nshowTitle: true\n---\n[c](/handbook/company/culture) [p](./people)\n",
        ),
        (
            "contents/handbook/company/culture.mdx",
            "---\ntitle: Culture\nhideAnchor: true\n---\nimport { Note } from 'components'\n\n<Note>Words stay.</Note>\n\n[p](/handbook/people#pay)\n",
        ),
        ("contents/handbook/people/index.md", "---\ntitle: People\n---\n## Pay\n"),
    ]);
    snapbox::assert_data_eq!(
        read.told(),
        str![[r#"
contents/handbook/company/culture.mdx:7:1: warning[content/component]: `<Note>` is a program's, so only what stands inside it is published

"#]]
    );
    snapbox::assert_data_eq!(
        lists(&read),
        str![[r#"
/:
  Handbook /handbook/
/handbook:
  Company /handbook/company/
  People /handbook/people/
/handbook/company:
  Culture /handbook/company/culture/
/handbook/people:

"#]]
    );
}

#[test]
fn obsidian() {
    let read = published(&[
        (".obsidian/app.json", "{}"),
        (
            "Home.md",
            "[[Pay]] [[Time off|holidays]] [[Pay#How much]] [[wages]] ![[plan.png|300]] ![[Pay]] [[notes/Pay]] `[[no link]]`\n",
        ),
        (
            "notes/Pay.md",
            "---\naliases: [Wages]\ntags: [money]\n---\n# Pay\n\n## How much\n\n[[#How much]] [[Pay#^block]]\n",
        ),
        ("notes/Time off.md", "| a | b |\n|---|---|\n| [[Pay\\|the pay]] | x |\n"),
        ("attachments/plan.png", "png"),
    ]);
    assert_eq!(read.told(), "");
    snapbox::assert_data_eq!(
        lists(&read),
        str![[r#"
/:
  Home /home/
  Notes /notes/
/notes:
  Pay /notes/pay/
  Time off /notes/time-off/

"#]]
    );
}
