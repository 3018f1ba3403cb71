#![no_main]

#[allow(dead_code)]
#[path = "../../handbook/fuzzed/properties/mod.rs"]
mod properties;

libfuzzer_sys::fuzz_target!(|data: &[u8]| properties::front_matter::holds(data));
