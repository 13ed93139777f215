//! Everything runs inside namespaces of its own: processes, mounts and network vanish with the sandbox's first process,
//! however it ends. What a kernel keeps (cgroups) and what a disk keeps is removed by a janitor that outlives a crash.

use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::{Context, Result};

/// Names the working directory to the process inside.
const INSIDE: &str = "CPGEN_REAL_SANDBOX";

/// Waits for the end of its input, which is the end of its parent, and then removes what the sandbox left.
const JANITOR: &str = r#"
trap '' INT TERM HUP
cat >/dev/null
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  left=
  for root in /sys/fs/cgroup /sys/fs/cgroup/*; do
    [ -d "$root/$2" ] || continue
    find "$root/$2" -depth -type d -exec rmdir {} \; 2>/dev/null
    [ -d "$root/$2" ] && left=1
  done
  rm -rf --one-file-system "$1" 2>/dev/null
  [ -e "$1" ] && left=1
  [ -z "$left" ] && exit 0
  sleep 0.5
done
echo "left behind: $1 and the cgroups $2" >&2
exit 1
"#;

/// The working directory, where this process runs inside a sandbox.
pub fn folder() -> Option<PathBuf> {
    std::env::var_os(INSIDE).map(PathBuf::from)
}

/// Name of the cgroups that belong to the sandbox, below the root of each hierarchy.
pub fn cgroup(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Runs this very program again, with the same arguments, inside a new sandbox, and cleans up behind it.
pub fn enter() -> Result<ExitCode> {
    let folder = std::env::temp_dir().join(format!("cpgen-real-{}", std::process::id()));
    fs::create_dir_all(&folder).context("a working directory")?;
    let mut janitor = janitor(&folder).context("the janitor does not start")?;
    let mut inside = Command::new("unshare");
    inside
        .args(["--mount", "--net", "--pid", "--fork", "--kill-child=KILL", "--mount-proc", "--"])
        .arg(std::env::current_exe()?)
        .args(std::env::args_os().skip(1))
        .env(INSIDE, &folder)
        .stdin(Stdio::null());
    let group = weighty_group(&folder);
    // unshare itself heeds neither Ctrl-C nor SIGTERM while it waits: it has to go with this process.
    // SAFETY: prctl and write are safe between fork and exec.
    unsafe {
        inside.pre_exec(move || {
            libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
            if let Some(group) = &group {
                libc::write(group.as_raw_fd(), c"0".as_ptr().cast(), 1);
            }
            Ok(())
        })
    };
    let status = inside.status().context("unshare does not start")?;
    drop(janitor.stdin.take());
    let clean = janitor.wait()?.success();
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(if clean { code } else { code.max(1) }))
}

/// The list of processes of a cgroup that weighs more than what else the machine does: a cluster whose leases run out
/// because a compiler runs beside it proves nothing. Nothing where there is no such controller.
fn weighty_group(folder: &Path) -> Option<File> {
    let places = [("/sys/fs/cgroup/cpu", "cpu.shares", "100000"), ("/sys/fs/cgroup", "cpu.weight", "10000")];
    let (root, file, weight) = places.into_iter().find(|(root, ..)| Path::new(root).join("cgroup.procs").exists())?;
    let own = Path::new(root).join(cgroup(folder));
    let group = own.join("harness");
    fs::create_dir_all(&group).ok()?;
    for folder in [&own, &group] {
        let _ = fs::write(folder.join(file), weight);
    }
    File::options().write(true).open(group.join("cgroup.procs")).ok()
}

/// It sits in a session of its own, where neither Ctrl-C nor the death of this process reaches it.
fn janitor(folder: &Path) -> io::Result<Child> {
    let mut command = Command::new("bash");
    command.args(["-c", JANITOR, "janitor"]).arg(folder).arg(cgroup(folder)).stdin(Stdio::piped());
    // SAFETY: setsid is safe between fork and exec.
    unsafe {
        command.pre_exec(|| {
            libc::setsid();
            Ok(())
        })
    };
    command.spawn()
}
