//! TLS on every listener, certificates between brokers, PLAIN for the platform's own components, SCRAM for clients outside.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};

use super::booting::{BOOT, nothing_restarted, of};
use super::{Case, Shape, Shared, When};
use crate::build::Line;
use crate::client::Client;
use crate::cluster::api::name;
use crate::cluster::process::{run, shell, wait};
use crate::platform::{Platform, project};
use crate::stand::Stand;

/// On real nodes.
pub const CASES: &[Case] = &[Case {
    name: "securing::tls_and_sasl",
    shape: Shape::Real(Shared::Nothing),
    when: When::Long,
    run: tls_and_sasl,
}];

/// What must survive quoting in JAAS, in a properties file and in a Secret.
const PASSWORD: &str = r#"a=b c:\\d #é"#;
const PLAIN: &str = "org.apache.kafka.common.security.plain.PlainLoginModule required";
const RECORDS: u32 = 1_000;

fn tls_and_sasl(stand: &mut Stand) -> Result<String> {
    stand.clear()?;
    let platform = of("kraft", "secured", stand, &["-f", &project("tests/real/secured.yaml")]);
    platform.make_namespace(&stand.cluster)?;
    let folder = stand.cluster.folder().join("certificates-of-kafka");
    certificates(&folder, &platform, &stand.cluster.nodes.iter().map(|node| node.address.clone()).collect::<Vec<_>>())?;
    secrets(stand, &platform, &folder)?;
    let platform = stand.platform(platform)?;
    let seconds = platform.wait(&stand.cluster, BOOT)?;

    let ca = fs::read_to_string(folder.join("ca.crt"))?.trim().replace('\n', "\\n");
    let trust = format!("security.protocol=SASL_SSL\nssl.truststore.type=PEM\nssl.truststore.certificates={ca}\n");
    let plain = jaas(PLAIN, "app", PASSWORD);
    // Without TLS there is no answer, and no refusal either.
    let soon = "default.api.timeout.ms=5000\nrequest.timeout.ms=4000\n";
    let inside = Client::inside(&stand.cluster, &platform, Line::V8)?.with(soon)?;
    ensure!(inside.tool("kafka-topics", &["--list"]).is_err(), "whoever comes in without TLS is answered");
    let inside = inside.with(&format!("{trust}sasl.mechanism=PLAIN\nsasl.jaas.config={plain}\n"))?;
    inside.make_topic("numbers", 3, 3)?;
    inside.make_topic("lines", 1, 3)?;
    let user = ["--alter", "--entity-type", "users", "--entity-name", "outsider"];
    inside.tool("kafka-configs", &[&user[..], &["--add-config", "SCRAM-SHA-512=[password=secret]"]].concat())?;

    let scram = |password: &str| {
        let module = "org.apache.kafka.common.security.scram.ScramLoginModule required";
        format!("{trust}sasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config={}\n", jaas(module, "outsider", password))
    };
    let wrong = Client::outside(&stand.cluster, &platform, Line::V8)?.with(&scram("guessed"))?;
    ensure!(wrong.tool("kafka-topics", &["--list"]).is_err(), "a wrong password is good enough");
    let outside = Client::outside(&stand.cluster, &platform, Line::V8)?.with(&scram("secret"))?;
    let sent = outside.produce("numbers", Some(RECORDS), None, "")?.finish()?;
    ensure!(sent.failed == 0 && sent.values.len() == RECORDS as usize, "{} failed: {}", sent.failed, sent.reason);
    let lost = outside.missing("numbers", &sent.values)?;
    ensure!(lost == 0, "{lost} of {RECORDS} records are lost");

    connect_works(stand, &platform)?;
    nothing_restarted(stand, &platform)?;
    Ok(format!(
        "ready in {seconds:.0} s; {RECORDS} records through SCRAM, Connect through PLAIN; strangers are refused"
    ))
}

/// A login module, as a Secret holds it.
fn login(module: &str, user: &str, password: &str) -> String {
    format!(r#"{module} username="{user}" password="{}";"#, quoted(password))
}

fn quoted(password: &str) -> String {
    password.replace('\\', "\\\\").replace('"', "\\\"")
}

/// The same as a line of a properties file.
fn jaas(module: &str, user: &str, password: &str) -> String {
    // A properties file takes a backslash away once more.
    login(module, user, password).replace('\\', "\\\\").replace('é', "\\u00e9")
}

/// An authority, and one certificate for all brokers under every name that clients dial.
fn certificates(folder: &Path, platform: &Platform, addresses: &[String]) -> Result<()> {
    fs::create_dir_all(folder)?;
    let (kafka, namespace) = (format!("{}-kafka", platform.name), &platform.namespace);
    let mut names: Vec<String> =
        (0..3).map(|ordinal| format!("DNS:{kafka}-{ordinal}.{kafka}-headless.{namespace}.svc.cluster.local")).collect();
    names.push(format!("DNS:{kafka}"));
    names.extend(addresses.iter().map(|address| format!("IP:{address}")));
    fs::write(folder.join("names"), format!("subjectAltName={}\n", names.join(",")))?;
    shell(&format!(
        "cd '{}'
         key='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'
         openssl req -x509 $key -keyout ca.key -out ca.crt -days 2 -subj /CN=authority 2>&1
         openssl req $key -keyout tls.key -out tls.csr -subj /CN=brokers 2>&1
         openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile names -out tls.crt 2>&1",
        folder.display()
    ))?;
    Ok(())
}

fn secrets(stand: &Stand, platform: &Platform, folder: &Path) -> Result<()> {
    fs::write(folder.join("brokers"), format!(r#"{PLAIN} user_app="{}";"#, quoted(PASSWORD)))?;
    fs::write(folder.join("clients"), login(PLAIN, "app", PASSWORD))?;
    for (secret, keys) in
        [("kafka-tls", &["tls.crt", "tls.key", "ca.crt"][..]), ("kafka-users", &["brokers", "clients"])]
    {
        let mut command: Command = stand.cluster.kubectl();
        command.args(["create", "secret", "generic", secret, "-n", &platform.namespace]);
        run(command.args(keys.iter().map(|key| format!("--from-file={key}={}", folder.join(key).display()))))?;
    }
    Ok(())
}

/// A connector that makes records of its own needs the worker's client, a producer and an admin client.
fn connect_works(stand: &Stand, platform: &Platform) -> Result<()> {
    let pods = platform.pods(&stand.cluster, "connect")?;
    ensure!(pods.len() == 1, "{} workers", pods.len());
    let script = "seq 1 50 >/tmp/source.txt";
    stand.cluster.ask(&["exec", "-n", &platform.namespace, name(&pods[0]), "--", "bash", "-c", script])?;
    super::connecting::put(&pods[0], "source", &super::connecting::source())?;
    super::connecting::put(&pods[0], "sink", &super::connecting::sink())?;
    wait("lines in the sink", Duration::from_secs(60), || {
        let count = ["exec", "-n", &platform.namespace, name(&pods[0]), "--", "cat", "/tmp/sink.txt"];
        let lines = stand.cluster.ask(&count)?.lines().count();
        ensure!(lines == 50, "{lines} of 50 lines arrived");
        Ok(())
    })
}
