//! t
mod matter; mod csp; mod dates; mod links;
