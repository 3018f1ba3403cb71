//! The literals in a program of JavaScript: as much of it as settings are made of.

/// What a program writes down as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Literal {
    /// A text.
    Text(String),
    /// Values in order.
    List(Vec<Literal>),
    /// Values by name, in order.
    Table(Vec<(String, Literal)>),
    /// Anything that would have to be run.
    Other,
}

impl Literal {
    /// The value of that name, where this is a table that has it.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Table(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, it)| it),
            _ => None,
        }
    }

    /// The text, where this is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Deeper than any settings are.
const DEEPEST: usize = 64;

/// The first object that a program assigns or exports; nothing where there is none.
pub(super) fn first_object(program: &str) -> Option<Literal> {
    let mut reader = Reader { text: program, at: 0 };
    loop {
        reader.pass_blanks();
        let rest = reader.rest();
        let assigned = rest.strip_prefix('=').filter(|rest| !rest.starts_with(['=', '>']));
        let exported = rest.strip_prefix("export default");
        if let Some(after) = assigned.or(exported) {
            reader.at = program.len() - after.len();
            reader.pass_blanks();
            if reader.rest().starts_with('{') {
                return Some(reader.value(0));
            }
            continue;
        }
        match rest.chars().next()? {
            '"' | '\'' | '`' => drop(reader.quoted()),
            one => reader.at += one.len_utf8(),
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn step(&mut self) -> Option<char> {
        let one = self.peek()?;
        self.at += one.len_utf8();
        Some(one)
    }

    /// White space and comments.
    fn pass_blanks(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start().len();
            let comment = match &rest[blank..] {
                rest if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
                rest if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
                _ => 0,
            };
            if blank + comment == 0 {
                return;
            }
            self.at += blank + comment;
        }
    }

    fn value(&mut self, depth: usize) -> Literal {
        self.pass_blanks();
        let value = match self.peek() {
            Some('{') if depth < DEEPEST => self.table(depth),
            Some('[') if depth < DEEPEST => self.list(depth),
            Some('"' | '\'' | '`') => Literal::Text(self.quoted()),
            _ => Literal::Other,
        };
        self.pass_blanks();
        // `'a' + b`, `[…].map(…)`, a call: it would have to be run.
        match self.peek() {
            None | Some(',' | '}' | ']' | ';') => value,
            _ if depth == 0 && value != Literal::Other => value,
            _ => {
                self.pass_expression();
                Literal::Other
            }
        }
    }

    fn table(&mut self, depth: usize) -> Literal {
        self.step();
        let mut entries = Vec::new();
        loop {
            self.pass_blanks();
            match self.peek() {
                None => break,
                Some('}') => {
                    self.step();
                    break;
                }
                Some(',') => drop(self.step()),
                Some('"' | '\'' | '`') => {
                    let key = self.quoted();
                    self.entry(key, depth, &mut entries);
                }
                Some(one) if one.is_alphanumeric() || one == '_' || one == '$' => {
                    let is_word = |one: char| one.is_alphanumeric() || one == '_' || one == '$';
                    let rest = self.rest();
                    let end = rest.find(|one| !is_word(one)).unwrap_or(rest.len());
                    self.at += end;
                    self.entry(rest[..end].to_owned(), depth, &mut entries);
                }
                Some(_) => self.pass_expression(),
            }
        }
        Literal::Table(entries)
    }

    fn entry(&mut self, key: String, depth: usize, entries: &mut Vec<(String, Literal)>) {
        self.pass_blanks();
        if self.peek() == Some(':') {
            self.step();
            let value = self.value(depth + 1);
            entries.push((key, value));
        } else {
            self.pass_expression();
        }
    }

    fn list(&mut self, depth: usize) -> Literal {
        self.step();
        let mut values = Vec::new();
        loop {
            self.pass_blanks();
            match self.peek() {
                None => break,
                Some(']') => {
                    self.step();
                    break;
                }
                Some(',') => drop(self.step()),
                Some(_) => {
                    let start = self.at;
                    values.push(self.value(depth + 1));
                    // What ends something else does not end a list: it is passed.
                    if self.at == start {
                        self.step();
                    }
                }
            }
        }
        Literal::List(values)
    }

    fn quoted(&mut self) -> String {
        let quote = self.step();
        let mut text = String::new();
        while let Some(one) = self.step() {
            match one {
                '\\' => text.extend(self.step()),
                one if Some(one) == quote => break,
                one => text.push(one),
            }
        }
        text
    }

    /// To the end of an expression, which is where what holds it goes on. At least one character
    /// is passed, so that every reading ends.
    fn pass_expression(&mut self) {
        let (start, mut depth) = (self.at, 0_usize);
        loop {
            self.pass_blanks();
            match self.peek() {
                None => break,
                Some('"' | '\'' | '`') => drop(self.quoted()),
                Some(',' | ';') if depth == 0 => break,
                Some('}' | ']' | ')') if depth == 0 => break,
                Some(one) => {
                    match one {
                        '{' | '[' | '(' => depth += 1,
                        '}' | ']' | ')' => depth -= 1,
                        _ => {}
                    }
                    self.step();
                }
            }
        }
        if self.at == start {
            self.step();
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_down_is_read_and_what_would_be_run_is_passed() {
        let program = "// one { = {\nimport {a} from 'b';\nconst x: Y = {\n  a: ['b', \"c\\'d\", f(1, [2]), ...more],\n  'e f': {g: `h`, i, ...j, k: 1 + 2,},\n};\nexport default x;\n";
        let read = first_object(program).unwrap();
        let text = |text: &str| Literal::Text(text.to_owned());
        let list = vec![text("b"), text("c'd"), Literal::Other, Literal::Other];
        assert_eq!(read.get("a"), Some(&Literal::List(list)));
        assert_eq!(read.get("e f").unwrap().get("g"), Some(&text("h")));
        assert_eq!(read.get("e f").unwrap().get("k"), Some(&Literal::Other));
    }

    #[test]
    fn any_text_comes_to_an_end() {
        for program in
            ["", "={", "= {a:", "= {)", "= {a: [}", "={'", "= {{{", "=[]", "= {\u{e9}: '", "={a:[;"]
        {
            first_object(program);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_marks_in_any_order_come_to_an_end(
            marks in proptest::collection::vec(
                proptest::sample::select(vec![
                    "=", "{", "}", "[", "]", "(", ")", ",", ";", ":", "'", "`", "a", "//", "/*", "\n",
                ]),
                0..40,
            )
        ) {
            first_object(&format!("={{{}", marks.concat()));
        }
    }
}
