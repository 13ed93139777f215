//! The layers that come from Debian: a base, and a Java for each line.

use std::fs;
use std::os::unix::fs::{chown, symlink};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::cache::{Inputs, artefact};
use super::command::{command, run};
use super::files::files_in;
use super::layers::pack;
use super::line::Line;

/// What is packed of Debian: what the newest images have, which is neither curl nor grep nor ps, with the locale of
/// UTF-8 and the libraries that Java is linked with.
const PACKAGES: &str = "bash,coreutils,libc-bin,libc6,libgcc-s1,libstdc++6,zlib1g";

/// Folders that the user of the images may write to, as in Confluent's images.
const WRITABLE: &[&str] = &[
    "etc/kafka/secrets",
    "home/appuser",
    "var/lib/confluent-control-center",
    "var/lib/kafka-streams",
    "var/lib/kafka/data",
    "var/lib/prometheus",
    "var/lib/zookeeper/data",
    "var/lib/zookeeper/log",
    "var/log/kafka",
];

/// The modules that Kafka, its libraries and the agents use.
const MODULES: &str = "java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,\
    java.management.rmi,java.naming,java.net.http,java.rmi,java.scripting,java.security.jgss,java.security.sasl,\
    java.sql,java.transaction.xa,java.xml,jdk.attach,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,\
    jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.unsupported,jdk.zipfs";

/// Bash and the least that it stands on, with the user of Confluent's images.
pub fn base() -> Result<PathBuf> {
    let inputs = Inputs::new(include_str!("debian.rs"));
    artefact("base", inputs, |place, log| {
        let tree = place.join("tree");
        debian("trixie", PACKAGES, &tree, log)?;
        for unused in ["boot", "media", "mnt", "srv", "usr/share", "usr/lib/systemd", "var/cache", "var/lib/dpkg"] {
            fs::remove_dir_all(tree.join(unused)).ok();
        }
        fs::write(
            tree.join("etc/passwd"),
            "root:x:0:0::/root:/bin/bash\nappuser:x:1000:1000::/home/appuser:/bin/bash\n",
        )?;
        fs::write(tree.join("etc/group"), "root:x:0:\nappuser:x:1000:\n")?;
        fs::write(tree.join("etc/nsswitch.conf"), "hosts: files dns\n")?;
        symlink("bash", tree.join("usr/bin/sh")).ok();
        for folder in WRITABLE {
            let folder = tree.join(folder);
            fs::create_dir_all(&folder)?;
            run(command("chmod").arg("0775").arg(&folder), log)?;
            chown(&folder, Some(1000), Some(0))?;
        }
        fs::create_dir_all(tree.join("usr/share/confluent-hub-components"))?;
        pack(place, log)
    })
}

/// The Java of a line, with the modules that are used and no others.
pub fn java(line: Line) -> Result<PathBuf> {
    let (version, suite) = line.java();
    let inputs = Inputs::new(include_str!("debian.rs")).text(suite).text(version);
    artefact(&format!("java-{version}"), inputs, |place, log| {
        let kit = place.join("kit");
        debian(suite, &format!("base-files,openjdk-{version}-jdk-headless"), &kit, log)?;
        let mut homes = files_in(&kit.join("usr/lib/jvm"))?.into_iter();
        let home =
            homes.find(|name| name.starts_with(&format!("java-{version}-"))).context("no Java in the package")?;
        // Java finds its libraries by /proc.
        let within = |program: &str, arguments: &[&str]| {
            let mut unshare = command("unshare");
            unshare.args(["--pid", "--fork", "--mount-proc"]).arg(format!("--root={}", kit.display()));
            run(unshare.arg(program).args(arguments), log)
        };
        let slim = ["--strip-java-debug-attributes", "--no-man-pages", "--no-header-files"];
        let linked = ["--add-modules", MODULES, "--output", "/linked"];
        within(&format!("/usr/lib/jvm/{home}/bin/jlink"), &[&linked[..], &slim].concat())?;
        // Every Java has the archive of its own classes: without it a start takes far longer.
        within("/linked/bin/java", &["-Xshare:dump"])?;
        let tree = place.join("tree");
        fs::create_dir_all(tree.join("usr/lib/jvm"))?;
        fs::create_dir_all(tree.join("usr/bin"))?;
        fs::rename(kit.join("linked"), tree.join("usr/lib/jvm/java"))?;
        symlink("../lib/jvm/java/bin/java", tree.join("usr/bin/java"))?;
        fs::remove_dir_all(kit)?;
        pack(place, log)
    })
}

/// Unpacks Debian packages with what they need. Nothing of them runs.
fn debian(suite: &str, packages: &str, tree: &Path, log: &Path) -> Result<()> {
    let mut mmdebstrap = command("mmdebstrap");
    mmdebstrap.args(["--mode=root", "--variant=extract", "--skip=output/dev,output/mknod"]);
    run(mmdebstrap.arg(format!("--include={packages}")).arg(suite).arg(tree), log)
}
