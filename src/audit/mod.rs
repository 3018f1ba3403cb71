//! What a change means: its class, its redline, whether the owner agreed, and what a page's log
//! comes to.
//!
//! The texts are compared here; nothing is drawn. On the way: `token`, `prose` and `text` read a
//! text as words in passages; `alignment`, `pairing`, `words`, `gathering` and `moves` go from one
//! to the next, which is told as a `redline`; `spelling` (with `respelling`), `signals` and
//! `comparison` say what the difference is, `correction` lets people know better, `reading` and
//! `classes` do it for a whole history. `chain`, `then`, `signers` and `evidence` gather what
//! `verdict` judges by. `privacy` keeps what was kept from everybody out of logs; `disclosure`,
//! `secrets` and `edition` keep words out of redlines and of whole pages of the past. `ledger`
//! picks changes and `judged` puts all of it together: one `entry` for each; `net` adds up those of
//! a branch. `report` is the account that programs read, `told` the same in words.

mod alignment;
mod chain;
mod class;
mod classes;
mod comparison;
mod correction;
mod differing;
mod disclosure;
mod edition;
mod entry;
mod evidence;
mod fold;
mod gathering;
mod html;
mod judged;
mod known;
mod ledger;
mod moves;
mod net;
mod pairing;
mod period;
mod privacy;
mod prose;
mod reading;
mod record;
mod redline;
mod report;
mod respelling;
mod reviews;
mod secrets;
mod shortened;
mod signals;
mod signers;
mod spelling;
mod story;
mod text;
mod then;
mod token;
mod told;
mod verdict;
mod vocabulary;
mod words;

pub use class::{Class, Finding};
pub use classes::{Classes, Judging, Told};
pub use comparison::{classify, read_change, redline};
pub use correction::{Correction, TRAILER};
pub use disclosure::Redliner;
pub use edition::Edition;
pub use entry::Entry;
pub use evidence::{Records, Signatures};
pub use fold::{Fold, Piece, fold, is_order};
pub use ledger::{Branch, Ledger, Picked, Selection};
pub use net::{Net, told_net};
pub use period::{End, Limit, Period};
pub use privacy::{Privacy, forget_redacted};
pub use prose::Kind;
pub use record::{Evidence, EvidenceKind, Misfit, Record, Strength, Who};
pub use redline::{Mark, Part, Redline, Run, Way, What, path_of, place_of};
pub use report::{
    Named, Report, ReportedChange, ReportedEvidence, Summary, is_redacted, is_withheld,
};
pub use signals::Signal;
pub use signers::{Signer, Signers};
pub use story::Story;
pub use then::{Owned, Past};
pub use told::below_title;
pub use verdict::{Judgement, Speaker, Standing, Vacancy, Verdict, Voice, judge};
pub use vocabulary::Vocabulary;
