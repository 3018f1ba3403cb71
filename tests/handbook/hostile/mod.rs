//! Text that its author does not answer for, on its way to every place that it reaches.

mod commands;
mod crafted;
mod guards;
mod linked;
mod marked;
mod places;
mod privacy;
mod published;
