//! What the values mean for one platform: names, addresses, files and pods, ready for templates that only give them
//! their shape.

mod amounts;
mod context;
mod endpoint;
mod facts;
mod files;
mod free_form;
mod instance;
mod labels;
mod naming;
mod object;
mod placement;
mod pod;
mod properties;
mod security;
mod service;
mod telemetry;
mod topics;
mod volumes;

pub use amounts::{brokers_needed, check_resources};
pub use context::Context;
pub use context::host;
pub use endpoint::{Audience, Endpoint};
pub use facts::{CONTROLLER_LISTENER, Facts, Kafka, Quorum};
pub use files::Files;
pub use free_form::check_reference;
pub use instance::{Instance, Plan};
pub use labels::PLATFORM as PLATFORM_LABEL;
pub use naming::{DEPLOYMENT, STATEFUL_SET, check as check_naming, object_name, release};
pub use object::Object;
pub use pod::{Handler, Java, Port, env, env_from_field};
pub use properties::Properties;
pub use security::{Security, Tls, check_mechanisms};
pub use service::{expose, fields as service_fields, port as service_port};
pub use telemetry::{telemetry, telemetry_secrets};
pub use topics::{replication, topic_defaults};
