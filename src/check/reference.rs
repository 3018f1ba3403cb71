//! The reference of rules in `docs/check.md`.

use super::RULES;

/// Every rule, as Markdown with headings of the third level.
#[must_use]
pub fn rules_reference() -> String {
    let mut text = String::from("| rule | weight | gap |\n| --- | --- | --- |\n");
    for rule in RULES {
        let gap = if rule.gap { "yes" } else { "" };
        text.push_str(&format!("| [`{0}`](#{0}) | {1} | {gap} |\n", rule.name(), rule.severity));
    }
    for rule in RULES {
        let help = rule.help;
        text.push_str(&format!(
            "\n### {}\n\n{} {}\n\nWhat to do: {help}.\n",
            rule.name(),
            rule.rule,
            rule.why
        ));
    }
    text
}
