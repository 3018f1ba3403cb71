//! An answer for people.

use zola_handbook::api::{Claim, Handover, Thing, Who};
use zola_handbook::escape::visible;

/// How wide the names of facts are.
const MARGIN: usize = 17;

/// How many things that may be meant are named.
const CANDIDATES: usize = 20;

/// The answer as text that ends with a line break. What could steer a terminal is made visible.
pub fn told(who: &Who, explain: bool) -> String {
    let mut text = Text::default();
    match (&who.kind, &who.name) {
        (Some(kind), Some(name)) => one(kind, name, who, explain, &mut text),
        _ => none(who, &mut text),
    }
    text.0
}

#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, line: &str) {
        self.0.push_str(&visible(line.trim_end()));
        self.0.push('\n');
    }

    fn fact(&mut self, name: &str, value: &str) {
        // A role may have a long name; what follows it stands apart all the same.
        let apart = if name.chars().count() < MARGIN { "" } else { " " };
        self.line(&format!("  {name:<MARGIN$}{apart}{value}"));
    }
}

fn none(who: &Who, text: &mut Text) {
    let query = &who.query;
    let asked = query.split_once(':').map_or(query.as_str(), |(_, word)| word);
    // What is alike has no need to hold the word; what is meant does.
    let several =
        who.candidates.len() > 1 && who.candidates.iter().all(|one| is_called(one, asked));
    if several {
        text.line(&format!("`{query}` may be any of these; say which:"));
    } else {
        let then = who.as_of.commit.is_some().then(|| as_of(who));
        let nothing = match then {
            Some(then) => format!("Nothing here was called `{query}` on {then}."),
            None => format!("Nothing here is called `{query}`."),
        };
        if who.candidates.is_empty() {
            text.line(&nothing);
            text.line("Ask for a feature, a team, a person, a page, or a file of code.");
        } else {
            text.line(&format!("{nothing} Did you mean:"));
        }
    }
    let shown = || who.candidates.iter().take(CANDIDATES).map(|one| (asked_as(one), &one.name));
    let widest = shown().map(|(asked, _)| asked.chars().count() + 2).max().unwrap_or_default();
    let width = widest.clamp(24, 48);
    for (asked, name) in shown() {
        // A path may be longer than any column: what follows it stands apart all the same.
        text.line(&format!("  {:<width$}{name}", format!("{asked}  ")));
    }
    let more = who.candidates.len().saturating_sub(CANDIDATES);
    if more > 0 {
        text.line(&format!("and {more} more; --format json lists them all"));
    }
}

fn is_called(thing: &Thing, word: &str) -> bool {
    let word = word.to_lowercase();
    let words: Vec<&str> = word.split(|one: char| !one.is_alphanumeric()).collect();
    let name = format!("{} {}", thing.id, thing.name).to_lowercase();
    words.iter().all(|word| name.contains(word))
}

/// How to ask for exactly this.
fn asked_as(thing: &Thing) -> String {
    format!("{}:{}", thing.kind, thing.id)
}

fn one(kind: &str, name: &str, who: &Who, explain: bool, text: &mut Text) {
    let id = who.id.as_deref().unwrap_or_default();
    let head =
        if name == id { format!("{name} ({kind})") } else { format!("{name} ({kind} {id})") };
    text.line(&head);
    match kind {
        "path" if is_folder(who) => folder(who, text),
        "feature" | "path" => feature(kind, who, text),
        "team" => team(who, text),
        "person" => person(who, text),
        _ => page(who, text),
    }
    for gone in &who.gone {
        let how = if is_team(who, &gone.id) { "was dissolved" } else { "left" };
        text.fact("gone", &format!("{} {how} on {}", gone.name, gone.date));
    }
    if let Some(above) = &who.above {
        let what = format!("{}, of {} {}", above.owner.name, above.what.kind, above.what.name);
        text.fact("nearest above", &what);
    }
    if who.as_of.commit.is_some() {
        text.fact("as of", &as_of(who));
    }
    if explain {
        claims(&who.claims, text);
    } else {
        let deciding = who.claims.iter().find(|claim| decides(claim, who));
        if let Some(claim) = deciding {
            text.fact("says", &place(&claim.path, claim.line));
        }
    }
    let others: Vec<String> = others(kind, who).map(asked_as).collect();
    if !others.is_empty() {
        text.fact("also", &others.join(", "));
    }
}

/// Whether an id in the answer is that of a team.
fn is_team(who: &Who, id: &str) -> bool {
    let is_it = |named: &Option<zola_handbook::api::Named>| {
        named.as_ref().is_some_and(|named| named.id == id)
    };
    is_it(&who.team)
}

/// What else goes by the word; a file's own feature is no such thing.
fn others<'w>(kind: &str, who: &'w Who) -> impl Iterator<Item = &'w Thing> {
    let own = usize::from(kind == "path" && who.owner.is_some() && !is_folder(who));
    who.candidates.iter().skip(own)
}

fn decides(claim: &Claim, who: &Who) -> bool {
    match who.kind {
        Some("page") => claim.fact == "owner",
        Some("path") => claim.fact == "code",
        Some("feature") => claim.fact == "captain",
        _ => false,
    }
}

fn feature(kind: &str, who: &Who, text: &mut Text) {
    if kind == "path" {
        match who.candidates.as_slice() {
            [first, ..] if who.owner.is_some() => text.fact("feature", &first.name),
            [] => text.fact("feature", "no feature says that this is its code"),
            several => {
                let names: Vec<_> = several.iter().map(|one| one.name.as_str()).collect();
                text.fact("feature", &format!("claimed by several: {}", names.join(", ")));
                return;
            }
        }
        if who.candidates.is_empty() {
            return;
        }
    }
    let since = who.since.as_ref().map(|since| format!(", since {}", since.date));
    let captain = who.captain.as_ref().map(|captain| captain.name.clone());
    match captain {
        Some(captain) => {
            text.fact("informed captain", &format!("{captain}{}", since.unwrap_or_default()));
        }
        None => text.fact("informed captain", "nobody"),
    }
    match &who.decides {
        Some(decides) => {
            let how = match decides.role {
                "captain" => "as informed captain",
                "product-manager" => "as product manager: the feature says so",
                _ => "because the feature names them",
            };
            text.fact("last word", &format!("{}, {how}", decides.name));
        }
        None => text.fact("last word", "nobody"),
    }
    let name = |named: &Option<zola_handbook::api::Named>| {
        named.as_ref().map_or_else(|| "none".to_owned(), |named| named.name.clone())
    };
    text.fact("team", &name(&who.team));
    text.fact("product manager", &name(&who.product_manager));
    if let Some(contact) = &who.contact {
        text.fact("ask", contact);
    }
    if let Some(next) = &who.next {
        text.fact("next", &handover(next));
    }
}

/// Whether a path is that of a folder of pages, and not of code.
fn is_folder(who: &Who) -> bool {
    who.claims.iter().any(|claim| claim.fact == "owner")
}

/// A folder of pages that has no page of its own.
fn folder(who: &Who, text: &mut Text) {
    let mut owners: Vec<&str> = Vec::new();
    for claim in who.claims.iter().filter(|claim| claim.fact == "owner") {
        if !owners.contains(&claim.value.as_str()) {
            owners.push(&claim.value);
        }
    }
    match &who.owner {
        Some(owner) => text.fact("owner", &format!("{}, of every page in it", owner.name)),
        None => text.fact("owners", &format!("{}; ask for a page of it", owners.join(", "))),
    }
    if let Some(contact) = &who.contact {
        text.fact("ask", contact);
    }
}

fn handover(next: &Handover) -> String {
    let captain = next.captain.as_ref().map(|one| format!("{} becomes its captain", one.name));
    let team = next.team.as_ref().map(|one| format!("{} becomes its team", one.name));
    let what: Vec<String> = captain.into_iter().chain(team).collect();
    let how = match (&next.agreed_by, next.accepted) {
        (Some(by), _) => format!("agreed by {}", by.name),
        (None, true) => "marked as accepted, but by no commit of who takes over".to_owned(),
        (None, false) => "announced, not agreed yet".to_owned(),
    };
    format!("from {}, {} ({how})", next.from, what.join(" and "))
}

fn team(who: &Who, text: &mut Text) {
    for member in &who.members {
        text.fact(&member.role.replace('-', " "), &member.name);
    }
    if let Some(contact) = &who.contact {
        text.fact("ask", contact);
    }
    if let Some(since) = &who.since {
        text.fact("since", &since.date);
    }
    holdings(who, text);
}

fn person(who: &Who, text: &mut Text) {
    for fact in ["craft", "left"] {
        if let Some(claim) = who.claims.iter().find(|claim| claim.fact == fact) {
            text.fact(fact, &claim.value.replace("product-manager", "product manager"));
        }
    }
    if let Some(contact) = &who.contact {
        text.fact("ask", contact);
    }
    if let Some(since) = &who.since {
        text.fact("since", &since.date);
    }
    holdings(who, text);
}

fn holdings(who: &Who, text: &mut Text) {
    if who.holds.is_empty() {
        text.fact("holds", "nothing");
    }
    for holding in &who.holds {
        let role = match (holding.role.as_str(), holding.what.kind) {
            ("team", _) => "team of".to_owned(),
            ("captain", _) => "captain of".to_owned(),
            ("decides", _) => "last word on".to_owned(),
            ("owner", _) => "owner of".to_owned(),
            ("lead", _) => "leads".to_owned(),
            ("member", _) => "member of".to_owned(),
            ("product-manager", "feature") => "product of".to_owned(),
            (_, _) => "serves".to_owned(),
        };
        let what = &holding.what;
        let name = match (what.kind, role.as_str()) {
            ("page", _) => format!("{} ({})", what.name, what.id),
            (kind, "serves") => {
                format!("{kind} {} as {}", what.name, holding.role.replace('-', " "))
            }
            (kind, _) => format!("{kind} {}", what.name),
        };
        text.fact(&role, &name);
    }
}

fn page(who: &Who, text: &mut Text) {
    let since = who.since.as_ref().map(|since| format!(", since {}", since.date));
    match &who.owner {
        Some(owner) => {
            text.fact("owner", &format!("{}{}", owner.name, since.unwrap_or_default()));
        }
        None => text.fact("owner", "nobody"),
    }
    let is_owner = |id: &str| who.owner.as_ref().is_some_and(|owner| owner.id == id);
    if let Some(team) = who.team.as_ref().filter(|team| !is_owner(&team.id)) {
        text.fact("team", &team.name);
    }
    if let Some(contact) = &who.contact {
        text.fact("ask", contact);
    }
    for (fact, name) in [("kind", "kind"), ("review_every", "review every")] {
        if let Some(claim) = who.claims.iter().find(|claim| claim.fact == fact) {
            text.fact(name, &claim.value);
        }
    }
}

fn as_of(who: &Who) -> String {
    let commit = who.as_of.commit.as_deref().unwrap_or_default();
    format!("{}, commit {}", who.as_of.date, commit.get(..7).unwrap_or(commit))
}

fn claims(claims: &[Claim], text: &mut Text) {
    text.line("why");
    for claim in claims {
        let fact = claim.fact.replace('_', " ");
        text.fact(&fact, &format!("{}  {}", place(&claim.path, claim.line), claim.value));
        for beaten in &claim.beats {
            let beaten = format!("{}  {}", place(&beaten.path, beaten.line), beaten.value);
            text.fact("", &format!("before {beaten}"));
        }
    }
}

fn place(path: &str, line: Option<usize>) -> String {
    line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"))
}
