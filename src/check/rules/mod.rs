//! The rules, one a file, and the table that lists them.

mod captain_not_a_maker;
mod captain_not_on_team;
mod code_claimed_twice;
mod code_without_file;
mod decision_without_holder;
mod docs_without_page;
mod feature_without_captain;
mod feature_without_team;
mod handover_not_accepted;
mod handover_to_write_down;
mod handover_unfit;
mod label_twice;
mod lead_not_a_member;
mod maker_on_two_teams;
mod manager_left;
mod manager_of_another_craft;
mod manager_too_much;
mod member_left;
mod name_twice;
mod ownership_unconfirmed;
mod page_without_owner;
mod pattern_twice;
mod pattern_without_page;
mod person_without_craft;
mod person_without_team;
mod platform_of_one_product;
mod policy_without_review;
mod product_manager_without_kind;
mod product_owner_of_several_teams;
mod review_overdue;
mod review_to_come;
mod role_unknown;
mod team_size;
mod team_without_contact;
mod team_without_lead;
mod team_without_mission;
mod team_without_notes;
mod team_without_planning;
mod team_without_product_manager;

use super::{Edit, Facts, Finding, Fix, Rule, Subject};
use crate::diagnostics::Severity;

/// Every rule, in the order in which their findings are grouped.
pub const RULES: &[Rule] = &[
    feature_without_captain::RULE,
    captain_not_on_team::RULE,
    captain_not_a_maker::RULE,
    feature_without_team::RULE,
    decision_without_holder::RULE,
    handover_not_accepted::RULE,
    handover_unfit::RULE,
    handover_to_write_down::RULE,
    label_twice::RULE,
    name_twice::RULE,
    code_without_file::RULE,
    code_claimed_twice::RULE,
    docs_without_page::RULE,
    team_size::RULE,
    team_without_lead::RULE,
    lead_not_a_member::RULE,
    team_without_mission::RULE,
    team_without_notes::RULE,
    team_without_planning::RULE,
    team_without_contact::RULE,
    team_without_product_manager::RULE,
    role_unknown::RULE,
    member_left::RULE,
    maker_on_two_teams::RULE,
    person_without_team::RULE,
    person_without_craft::RULE,
    manager_too_much::RULE,
    manager_of_another_craft::RULE,
    manager_left::RULE,
    product_manager_without_kind::RULE,
    product_owner_of_several_teams::RULE,
    platform_of_one_product::RULE,
    page_without_owner::RULE,
    policy_without_review::RULE,
    review_overdue::RULE,
    review_to_come::RULE,
    pattern_without_page::RULE,
    pattern_twice::RULE,
    ownership_unconfirmed::RULE,
];
