//! Who works with whom, as a drawing: coordinates here, marks in `bodies/parts/drawing.html`.
//!
//! Teams stand in a column of boxes with their members in them; who serves teams without being in
//! them stands opposite, with a line to each team. The drawing is as wide as a phone, so that it
//! need not be scrolled sideways, and it says the same in words for those who cannot see it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::org::{PersonId, Team};
use crate::site::links::{Href, Link};
use crate::site::names::Names;

/// Widths and heights, in units of the drawing: 13 of them are a letter's height.
const WIDTH: i32 = 400;
const BOX: i32 = 172;
const RIGHT: i32 = 240;
const LINE: i32 = 19;
const GAP: i32 = 14;
const PERSON: i32 = 44;

/// How many letters fit in a box, and beside a person's dot.
const LETTERS: usize = 24;
const LETTERS_BESIDE: usize = 22;

/// The whole drawing.
#[derive(Debug, Serialize)]
pub struct Drawing {
    width: i32,
    height: i32,
    #[serde(rename = "box")]
    box_width: i32,
    /// Where the dots of people stand.
    right: i32,
    /// Where their names begin.
    text: i32,
    teams: Vec<TeamBox>,
    people: Vec<PersonDot>,
    /// Paths of SVG.
    lines: Vec<String>,
    /// The same as sentences.
    words: String,
}

#[derive(Debug, Serialize)]
struct TeamBox {
    name: Label,
    y: i32,
    height: i32,
    name_y: i32,
    members: Vec<MemberLine>,
}

#[derive(Debug, Serialize)]
struct MemberLine {
    name: Label,
    lead: bool,
    y: i32,
}

#[derive(Debug, Serialize)]
struct PersonDot {
    name: Label,
    role: String,
    y: i32,
    name_y: i32,
    role_y: i32,
}

/// A name that leads to its page, cut to what fits.
#[derive(Debug, Serialize)]
struct Label {
    short: String,
    /// The whole of it, for those who are told it.
    whole: String,
    href: Option<Href>,
}

impl Label {
    fn of(link: Link, letters: usize) -> Self {
        Self { short: fitting(&link.name, letters), whole: link.name, href: link.href }
    }
}

/// Somebody who serves teams, and which of them, by place in the drawing.
#[derive(Debug, Default)]
struct Serving {
    roles: Vec<String>,
    teams: Vec<usize>,
}

impl Drawing {
    /// Draws these teams, in their order.
    #[must_use]
    pub fn of(names: &Names<'_>, teams: &[&Team]) -> Self {
        let mut at = 1;
        let mut boxes = Vec::new();
        let mut serving: BTreeMap<&PersonId, Serving> = BTreeMap::new();
        let mut words = Vec::new();
        for (place, team) in teams.iter().enumerate() {
            let drawn = team_box(names, team, at);
            at += drawn.height + GAP;
            boxes.push(drawn);
            words.push(sentence(names, team));
            for supporting in &team.supporting {
                let one = serving.entry(&supporting.person.value).or_default();
                let role = supporting.role.value.replace('-', " ");
                if !one.roles.contains(&role) {
                    one.roles.push(role);
                }
                if !one.teams.contains(&place) {
                    one.teams.push(place);
                }
            }
        }
        let middle = |team: usize| boxes[team].y + boxes[team].height / 2;
        // Each person as near as may be to the middle of their teams: few lines cross then.
        let mut order: Vec<(&PersonId, Serving)> = serving.into_iter().collect();
        order.sort_by_key(|(id, one)| {
            let sum: i32 = one.teams.iter().map(|team| middle(*team)).sum();
            (sum / i32::try_from(one.teams.len()).unwrap_or(1).max(1), (*id).clone())
        });
        let needed = i32::try_from(order.len()).unwrap_or(0) * PERSON;
        let height = at.max(needed + 2);
        let mut y = (height - needed) / 2 + PERSON / 2;
        let mut people = Vec::new();
        let mut lines = Vec::new();
        for (id, one) in &order {
            for team in &one.teams {
                let (from, bend) = (middle(*team), (BOX + RIGHT) / 2);
                lines.push(format!("M{} {from}C{bend} {from} {bend} {y} {RIGHT} {y}", BOX + 1));
            }
            people.push(PersonDot {
                name: Label::of(names.person(id), LETTERS_BESIDE),
                role: fitting(&one.roles.join(", "), LETTERS_BESIDE),
                y,
                name_y: y - 1,
                role_y: y + 14,
            });
            y += PERSON;
        }
        Self {
            width: WIDTH,
            height,
            box_width: BOX,
            right: RIGHT,
            text: RIGHT + 10,
            teams: boxes,
            people,
            lines,
            words: words.join(" "),
        }
    }
}

fn team_box(names: &Names<'_>, team: &Team, y: i32) -> TeamBox {
    let members: Vec<MemberLine> = team
        .members
        .iter()
        .zip(1..)
        .map(|(member, line)| {
            let lead = team.lead.as_ref().is_some_and(|lead| lead.value == member.value);
            let letters = if lead { LETTERS - 5 } else { LETTERS };
            MemberLine {
                name: Label::of(names.person(&member.value), letters),
                lead,
                y: y + 21 + line * LINE,
            }
        })
        .collect();
    let lines = i32::try_from(members.len()).unwrap_or(0);
    TeamBox {
        name: Label::of(names.team(&team.id), LETTERS - 2),
        y,
        height: 32 + lines * LINE,
        name_y: y + 20,
        members,
    }
}

fn sentence(names: &Names<'_>, team: &Team) -> String {
    let words = &names.words;
    let with_role =
        |name: &str, role: &str| words.fill("name_with_role", &[("name", name), ("role", role)]);
    let member = |id: &PersonId| {
        let name = names.person(id).name;
        match &team.lead {
            Some(lead) if lead.value == *id => with_role(&name, words.say("lead_small")),
            _ => name,
        }
    };
    let members: Vec<String> = team.members.iter().map(|one| member(&one.value)).collect();
    let supporting = team.supporting.iter().map(|one| {
        with_role(&names.person(&one.person.value).name, &one.role.value.replace('-', " "))
    });
    let supporting: Vec<String> = supporting.collect();
    let team = names.team(&team.id).name;
    let members =
        if members.is_empty() { words.say("nobody").to_owned() } else { members.join(", ") };
    let key = if supporting.is_empty() { "team_drawn" } else { "team_drawn_served" };
    let supporting = supporting.join(", ");
    words.fill(key, &[("team", &team), ("members", &members), ("supporting", &supporting)])
}

/// A name cut to so many letters; the list beside the drawing has it whole.
pub(super) fn fitting(name: &str, letters: usize) -> String {
    if name.chars().count() <= letters {
        return name.to_owned();
    }
    let mut short: String = name.chars().take(letters.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn a_name_that_is_too_long_is_cut_where_a_letter_ends() {
        assert_eq!(fitting("Ada Lovelace", 12), "Ada Lovelace");
        assert_eq!(fitting("Ada Lovelace", 5), "Ada…");
        assert_eq!(fitting("日本語の名前", 4), "日本語…");
    }
}
