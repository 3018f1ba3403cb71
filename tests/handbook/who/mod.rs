//! "Who decides?", now and then.

mod names;
mod now;
mod private;
mod then;
mod travel;

use serde_json::Value;

use crate::support::days::Made;
use crate::support::program::{Ran, handbook};

const TODAY: &str = "2025-06-01";

fn who(made: &Made, arguments: &[&str]) -> Ran {
    handbook(&["who"]).args(arguments).on(TODAY).inside(made.path()).run()
}

fn json(made: &Made, arguments: &[&str]) -> Value {
    let ran = handbook(&["who", "--format", "json"]).args(arguments).on(TODAY);
    serde_json::from_str(&ran.inside(made.path()).run().stdout).unwrap()
}
