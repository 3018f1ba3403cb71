//! What `org/` says, and what a person is told where it cannot be read or contradicts itself.

mod any;
mod files;
mod names;
mod reading;
mod sense;
mod slips;
mod values;
