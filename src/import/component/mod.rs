//! One file per chart: its keys and what becomes of them.

pub mod connect;
pub mod control_center;
pub mod kafka;
pub mod ksql;
pub mod rest_proxy;
pub mod schema_registry;
pub mod shared;
pub mod zookeeper;
