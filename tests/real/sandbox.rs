//! Everything runs inside namespaces of its own: processes, mounts and network vanish with the sandbox's first process,
//! however it ends. What a kernel keeps (cgroups) and what a disk keeps is removed by a janitor that outlives a crash.

use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// Names the working directory to the process inside.
const INSIDE: &str = "CPGEN_REAL_SANDBOX";

/// Tells it which cases are its own.
const PART: &str = "CPGEN_REAL_PART";

/// How far Go's heaps grow, in percent, before garbage is collected: all parts of Kubernetes inherit it. Memory is there,
/// and by default a tenth of their work is collecting.
const LAZY_GO: &str = "400";

/// What a sandbox said unheard, in its working directory.
const SAID: &str = "said";

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

/// What runs in one sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Cases on real nodes.
    RealNodes,
    /// Cases that need none, and run beside them.
    Beside,
}

impl Part {
    /// That of this process, where it runs inside a sandbox of one.
    pub fn of_process() -> Option<Part> {
        let name = std::env::var(PART).ok()?;
        [Part::RealNodes, Part::Beside].into_iter().find(|part| part.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Part::RealNodes => "real-nodes",
            Part::Beside => "beside",
        }
    }

    /// What its processes weigh (`cpu.shares`, `cpu.weight`): more than what else the machine does, since a cluster whose
    /// leases run out because a compiler runs beside it proves nothing. On real nodes seconds are measured.
    fn weights(self) -> [&'static str; 2] {
        match self {
            Part::RealNodes => ["100000", "10000"],
            Part::Beside => ["10000", "1000"],
        }
    }
}

/// Namespaces in which this very program runs again, with the same arguments.
pub struct Sandbox {
    inside: Child,
    janitor: Child,
    folder: PathBuf,
}

impl Sandbox {
    /// Starts one for a part of the cases. What it says goes to a file until its end, unless it `is_heard`.
    pub fn start(part: Part, is_heard: bool) -> Result<Sandbox> {
        let folder = std::env::temp_dir().join(format!("cpgen-real-{}-{}", std::process::id(), part.name()));
        fs::create_dir_all(&folder).context("a working directory")?;
        let janitor = janitor(&folder).context("the janitor does not start")?;
        let mut inside = Command::new("unshare");
        inside
            .args(["--mount", "--net", "--pid", "--fork", "--kill-child=KILL", "--mount-proc", "--"])
            .arg(std::env::current_exe()?)
            .args(std::env::args_os().skip(1))
            .env(INSIDE, &folder)
            .env(PART, part.name())
            .env("GOGC", LAZY_GO)
            .stdin(Stdio::null());
        if !is_heard {
            let file = File::create(folder.join(SAID))?;
            inside.stdout(file.try_clone()?).stderr(file);
        }
        let group = weighty_group(&folder, part.weights());
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
        let inside = inside.spawn().context("unshare does not start")?;
        Ok(Sandbox { inside, janitor, folder })
    }

    /// Waits for its end, prints what it said unheard, cleans up, and gives the code that it ended with.
    pub fn end(mut self) -> Result<u8> {
        let status = self.inside.wait()?;
        if let Ok(said) = fs::read_to_string(self.folder.join(SAID)) {
            print!("{said}");
        }
        drop(self.janitor.stdin.take());
        let is_clean = self.janitor.wait()?.success();
        let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
        Ok(if is_clean { code } else { code.max(1) })
    }
}

/// The list of processes of a cgroup with a weight of its own. Nothing where there is no such controller.
fn weighty_group(folder: &Path, weights: [&str; 2]) -> Option<File> {
    let places = [("/sys/fs/cgroup/cpu", "cpu.shares"), ("/sys/fs/cgroup", "cpu.weight")];
    let places = places.into_iter().zip(weights);
    let mut there = places.filter(|((root, _), _)| Path::new(root).join("cgroup.procs").exists());
    let ((root, file), weight) = there.next()?;
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
