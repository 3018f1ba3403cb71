//! What a leaver leaves behind, for people.

use jiff::civil::Date;
use zola_handbook::api::{Leaves, Orphaned};
use zola_handbook::escape::visible;

/// The answer as text that ends with a line break; `patch` is the command that prints the patch.
pub fn told(answer: &Leaves, patch: &str, today: Date) -> String {
    let name = &answer.person.name;
    if answer.orphans.is_empty() {
        let words = format!("{name} holds nothing: nobody needs to take over.");
        return format!("{}\n", visible(&words));
    }
    let mut text = String::new();
    let mut say = |line: &str| {
        text.push_str(&visible(line));
        text.push('\n');
    };
    // A team does without a member who left: where that is all, nobody takes anything over.
    let must = answer.orphans.iter().any(|orphan| orphan.role != "member" || orphan.too_few);
    let then = if must { "somebody must take over" } else { "nobody need take over" };
    let today = today.to_string();
    // Days in ISO 8601 are in the order of their letters.
    let (is_over, is_later) = (answer.on < today, answer.on > today);
    if is_over {
        say(&format!("{name} left on {}, and {then}:", answer.on));
    } else {
        say(&format!("If {name} leaves on {}, {then}:", answer.on));
    }
    answer.orphans.iter().for_each(|orphan| say(&line(orphan)));
    if !answer.patch.is_empty() {
        say("");
        say(&format!("The edits that say so: {patch} | git apply"));
        if is_later {
            say("They announce what has a date of its own; ask again on the day for the rest.");
        }
    }
    text
}

fn line(orphan: &Orphaned) -> String {
    let role = match orphan.role.as_str() {
        "captain" => "captain of",
        "product-manager" => "product manager of",
        "decides" => "last word on",
        "next" => "captain to be of",
        "owner" => "owner of",
        "policy" => "owner of the policy",
        "lead" => "lead of",
        "member" => "member of",
        "manager" => "manager of",
        other => other,
    };
    let what = match orphan.what.kind {
        "page" => format!("{} ({})", orphan.what.name, orphan.what.id),
        _ => orphan.what.name.clone(),
    };
    let then = match (&orphan.to, orphan.too_few, orphan.role.as_str()) {
        (Some(to), ..) => format!(" → {}", to.name),
        (None, true, _) => ": fewer than two members are left".to_owned(),
        // A team does without a member who left.
        (None, false, "member") => ", which has others".to_owned(),
        (None, false, _) => ": nobody yet".to_owned(),
    };
    format!("  {role:<20} {what}{then}")
}
