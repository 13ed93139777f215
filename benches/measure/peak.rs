use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio};

/// Runs a command to its end, as the operating system accounts for it: status and peak resident memory in KiB.
#[allow(clippy::zombie_processes, reason = "wait4 waits, and tells what the process used")]
pub fn peak(command: &mut Command) -> (ExitStatus, i64) {
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command starts");
    let mut status = 0;
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: both pointers are to memory of this frame, and the process is a child that nobody else waits for.
    let usage = unsafe {
        libc::wait4(child.id() as i32, &mut status, 0, usage.as_mut_ptr());
        usage.assume_init()
    };
    (ExitStatus::from_raw(status), usage.ru_maxrss)
}
