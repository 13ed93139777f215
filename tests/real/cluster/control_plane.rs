//! etcd, API server, controller manager and scheduler, in the network namespace of the sandbox.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, ensure};

use super::process::{Process, run, shell, wait};
use crate::build::{self, Minor};

/// Where the control plane is for nodes and pods; also the bridge that all nodes hang on.
pub const ADDRESS: &str = "172.30.0.1";
/// The port of the API server.
const PORT: u16 = 6443;
/// The range of Service addresses.
const SERVICES: &str = "10.96.0.0/16";

/// A running control plane.
pub struct ControlPlane {
    /// Folder of kubectl and all the others.
    pub binaries: PathBuf,
    /// A kubeconfig of its administrator.
    pub kubeconfig: PathBuf,
    _processes: Vec<Process>,
}

impl ControlPlane {
    /// Starts one whose data is in `folder`, and waits until it admits pods.
    pub fn start(minor: Minor, folder: &Path) -> Result<ControlPlane> {
        let binaries = build::kubernetes(minor)?;
        let logs = folder.join("logs");
        fs::create_dir_all(&logs)?;
        let key = folder.join("service-account.key");
        let kubeconfig = folder.join("kubeconfig");
        let certificates = folder.join("certificates");
        let server = format!("https://{ADDRESS}:{PORT}");
        shell(&format!(
            "ip link set lo up; ip link show cpgen >/dev/null 2>&1 || {{ ip link add cpgen type bridge; \
             ip addr add {ADDRESS}/24 dev cpgen; ip link set cpgen up; }}; sysctl -qw net.ipv4.ip_forward=1"
        ))?;
        run(Command::new("openssl").args(["genrsa", "-out"]).arg(&key).arg("2048"))?;
        fs::write(folder.join("tokens"), "admin,admin,admin,system:masters\n")?;
        fs::write(
            &kubeconfig,
            format!(
                "apiVersion: v1\nkind: Config\ncurrent-context: real\nclusters: [{{name: real, cluster: {{server: \
                 '{server}', insecure-skip-tls-verify: true}}}}]\nusers: [{{name: admin, user: {{token: \
                 admin}}}}]\ncontexts: [{{name: real, context: {{cluster: real, user: admin}}}}]\n"
            ),
        )?;
        let text = |path: &Path| path.display().to_string();
        let start = |name: &str, program: PathBuf, arguments: &[String]| {
            Process::start(name, &logs, Command::new(program).args(arguments))
        };
        let mut processes = vec![start(
            "etcd",
            build::etcd()?,
            &[
                format!("--data-dir={}", text(&folder.join("etcd"))),
                "--unsafe-no-fsync".into(),
                "--listen-client-urls=http://127.0.0.1:2379".into(),
                "--advertise-client-urls=http://127.0.0.1:2379".into(),
                "--listen-peer-urls=http://127.0.0.1:2380".into(),
            ],
        )?];
        processes.push(start(
            "kube-apiserver",
            binaries.join("kube-apiserver"),
            &[
                "--etcd-servers=http://127.0.0.1:2379".into(),
                "--bind-address=0.0.0.0".into(),
                format!("--advertise-address={ADDRESS}"),
                format!("--secure-port={PORT}"),
                format!("--cert-dir={}", text(&certificates)),
                format!("--service-account-key-file={}", text(&key)),
                format!("--service-account-signing-key-file={}", text(&key)),
                "--service-account-issuer=https://kubernetes.default.svc".into(),
                format!("--token-auth-file={}", text(&folder.join("tokens"))),
                "--authorization-mode=RBAC".into(),
                format!("--service-cluster-ip-range={SERVICES}"),
                "--endpoint-reconciler-type=none".into(),
                "--kubelet-preferred-address-types=InternalIP".into(),
                "--allow-privileged=true".into(),
            ],
        )?);
        let kubectl = |arguments: &[&str]| {
            run(Command::new(binaries.join("kubectl")).arg("--kubeconfig").arg(&kubeconfig).args(arguments))
        };
        wait("API server", Duration::from_secs(60), || {
            processes.iter_mut().try_for_each(Process::check)?;
            kubectl(&["get", "--raw", "/readyz"])
        })?;
        let own = format!("--kubeconfig={}", text(&kubeconfig));
        processes.push(start(
            "kube-controller-manager",
            binaries.join("kube-controller-manager"),
            &[
                own.clone(),
                format!("--service-account-private-key-file={}", text(&key)),
                format!("--root-ca-file={}", text(&certificates.join("apiserver.crt"))),
                "--use-service-account-credentials".into(),
                "--leader-elect=false".into(),
                format!("--service-cluster-ip-range={SERVICES}"),
            ],
        )?);
        processes.push(start(
            "kube-scheduler",
            binaries.join("kube-scheduler"),
            &[own, "--leader-elect=false".into()],
        )?);
        wait("service account of the default namespace", Duration::from_secs(60), || {
            processes.iter_mut().try_for_each(Process::check)?;
            kubectl(&["get", "serviceaccount", "default"])
        })?;
        let said = kubectl(&["version", "-o", "json"])?;
        ensure!(said.contains(&format!("\"v{}\"", minor.version())), "another Kubernetes answers: {said}");
        Ok(ControlPlane { binaries, kubeconfig, _processes: processes })
    }
}
