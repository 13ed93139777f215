//! The scripts that pods run, in a real bash: what they wait for, what they fill in, and when a broker is ready. Paths of
//! the pod lie below a folder of the test.

mod binary;
mod java;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use binary::{Folder, project};

/// All shell scripts below `templates/`, by path.
fn scripts() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in fs::read_dir(project("templates")).unwrap().map(|entry| entry.unwrap().path()) {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.extension().is_some_and(|end| end == "sh") {
                found.push((path.display().to_string(), fs::read_to_string(path).unwrap()));
            }
        }
    }
    found
}

/// A pod's file system below a folder: the scripts as they are but for where they look.
struct Pod(Folder);

impl Pod {
    fn new() -> Pod {
        let pod = Pod(Folder::new());
        let root = pod.0.0.display().to_string();
        for (path, text) in scripts() {
            let path = path.rsplit("templates/").next().unwrap();
            // The root may hold one of these itself.
            let moved = text.replace("/etc/cpgen", "\u{1}/etc").replace("/tmp/", "\u{1}/tmp/");
            pod.0.write(path, moved.replace('\u{1}', &root));
        }
        pod.0.write("etc/config/functions.sh", pod.0.read("part/functions.sh"));
        pod.0.write("etc/config/jolokia.sh", pod.0.read("part/jolokia.sh"));
        pod.0.write("etc/live/jolokia.sh", pod.0.read("part/jolokia.sh"));
        pod.0.write("etc/live/gate.sh", pod.0.read("kafka/gate.sh"));
        pod.0.write("tmp/empty", "");
        pod
    }

    /// bash with `arguments`, in an environment that holds only `env`.
    fn bash(&self, arguments: &[&str], env: &[(&str, &str)]) -> Command {
        let mut command = Command::new("bash");
        let path = format!("{}:/usr/bin:/bin", self.0.0.join("bin").display());
        command.args(arguments).current_dir(&self.0.0).env_clear().env("PATH", path).env("HOSTNAME", "orders-kafka-2");
        command.envs(env.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// What a line of bash does behind the functions that all start scripts share.
    fn say(&self, line: &str, env: &[(&str, &str)]) -> String {
        let line = format!("set -eu; . etc/config/functions.sh; {line}");
        let output = self.bash(&["-c", &line], env).output().unwrap();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

#[test]
fn start_scripts_end_on_sigterm_and_in_the_process_itself() {
    let mut starts = 0;
    for (path, text) in scripts() {
        let check = Command::new("bash").args(["-n", &path]).status().unwrap();
        assert!(check.success(), "{path}");
        if !path.ends_with("/start.sh") {
            continue;
        }
        starts += 1;
        let mut commands = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        assert_eq!(commands.next(), Some("trap 'exit 143' TERM"), "{path}");
        assert!(commands.next_back().unwrap().starts_with("exec "), "{path}: java must become the first process");
    }
    assert_eq!(starts, 8);
}

#[test]
fn what_only_the_pod_knows_is_filled_in() {
    let pod = Pod::new();
    let template =
        "id={id}\nhost={pod}.h:{31090+ordinal}\nip={podIP} {hostIP} {ordinal}\nbroker.rack={zone}\nlast=a\\\\b";
    pod.0.write("p", template);
    let env = [("CPGEN_FIRST_ID", "7"), ("CPGEN_POD_IP", "10.0.0.9"), ("CPGEN_HOST_IP", "192.0.2.1")];
    let expected = "id=9\nhost=orders-kafka-2.h:31092\nip=10.0.0.9 192.0.2.1 2\n";
    assert_eq!(pod.say("pod_properties p", &env), format!("{expected}last=a\\\\b\n"));
    let with_zone = pod.say("pod_properties p", &[&env[..], &[("CPGEN_ZONE", "eu-1a")]].concat());
    assert_eq!(with_zone, format!("{expected}broker.rack=eu-1a\nlast=a\\\\b\n"));
}

#[test]
fn secrets_come_through_properties_unchanged() {
    let pod = Pod::new();
    for secret in ["plain", " leading", "a\\b=c:d#e!f", "tab\tand\nline", "é漢😀", "$(rm x) `y` \"z\" 'q'", "{id} *"]
    {
        pod.0.write("etc/secrets/ssl.key.password", secret);
        let text = pod.say("secret_properties", &[]);
        assert!(text.is_ascii(), "{text}");
        assert_eq!(java::properties(&text), [("ssl.key.password".to_owned(), secret.to_owned())], "{text}");
    }
    pod.0.write("etc/config/a.properties", "a=1\nb=2\n");
    pod.say("configure a.properties", &[]);
    assert!(pod.0.read("tmp/a.properties").starts_with("a=1\nb=2\nssl.key.password="));
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(pod.0.0.join("tmp/a.properties")).unwrap().permissions());
    assert_eq!(mode & 0o077, 0, "only the process may read secrets");
}

fn connect(pod: &Pod, brokers: &str, needed: &str) -> Command {
    pod.0.write("etc/config/connect-distributed.properties", "a=1\n");
    pod.0.write("etc/live/brokers", brokers);
    pod.0.write("bin/connect-distributed", "#!/bin/bash\necho started with $1\n");
    Command::new("chmod").args(["+x", "bin/connect-distributed"]).current_dir(&pod.0.0).status().unwrap();
    pod.bash(&["connect/start.sh"], &[("CPGEN_WAIT_BROKERS", needed)])
}

#[test]
fn a_start_script_waits_for_as_many_as_it_needs() {
    let pod = Pod::new();
    let listeners: Vec<TcpListener> = (0..2).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    let third = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let known: Vec<String> = listeners.iter().map(|listener| listener.local_addr().unwrap().to_string()).collect();
    let brokers = format!("{}\n{third}\n", known.join("\n"));
    let output = connect(&pod, &brokers, "2").output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).ends_with("/tmp/connect-distributed.properties\n"), "{output:?}");
    let mut waiting = connect(&pod, &brokers, "3").spawn().unwrap();
    let mut lines = BufReader::new(waiting.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().starts_with("waiting: 2 of at least 3 are there"));
    let _late = TcpListener::bind(third).unwrap();
    assert!(lines.next().unwrap().unwrap().starts_with("started with "));
    assert!(waiting.wait().unwrap().success());
}

#[test]
fn sigterm_ends_a_script_that_waits() {
    let pod = Pod::new();
    let mut waiting = connect(&pod, "127.0.0.1:1\n", "1").spawn().unwrap();
    let mut line = String::new();
    BufReader::new(waiting.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("waiting: 0 of at least 1"), "{line}");
    let begin = Instant::now();
    // SAFETY: the process is a child that nobody has waited for.
    unsafe { libc::kill(waiting.id() as i32, libc::SIGTERM) };
    assert_eq!(waiting.wait().unwrap().code(), Some(143));
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
}

/// What a broker's Jolokia says: its state, how many partitions it counts as under-replicated, how many disks it lost.
struct Broker(Arc<[AtomicI64; 3]>);

impl Broker {
    fn start(host: &str, port: u16) -> Broker {
        let listener = TcpListener::bind((host, port)).unwrap();
        let numbers = Arc::new([3, 0, 0].map(AtomicI64::new));
        let shared = Arc::clone(&numbers);
        thread::spawn(move || listener.incoming().for_each(|stream| answer(stream.unwrap(), &shared)));
        Broker(numbers)
    }

    fn says(&self, state: i64, partitions: i64) {
        self.0[0].store(state, Ordering::SeqCst);
        self.0[1].store(partitions, Ordering::SeqCst);
    }
}

fn answer(mut stream: TcpStream, numbers: &[AtomicI64; 3]) {
    let request = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let head: Vec<String> = request.collect();
    let names = ["BrokerState", "UnderReplicatedPartitions", "OfflineLogDirectoryCount"];
    let asked = names.iter().position(|name| head.iter().any(|line| line.contains(&format!("name={name}/Value"))));
    let number = numbers[asked.expect("a known metric")].load(Ordering::SeqCst);
    let _ = write!(stream, "HTTP/1.0 200 OK\r\n\r\n{{\"request\":{{}},\"value\":{number},\"status\":200}}");
}

#[test]
fn a_broker_is_ready_once_all_have_caught_up_and_stays_so() {
    let pod = Pod::new();
    // Brokers differ in their address and share their ports, as pods do.
    let free = || TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (jolokia, client) = (free(), free());
    let brokers = [Broker::start("127.0.0.1", jolokia), Broker::start("127.0.0.2", jolokia)];
    let _clients: Vec<TcpListener> =
        ["127.0.0.1", "127.0.0.2"].iter().map(|host| TcpListener::bind((*host, client)).unwrap()).collect();
    pod.0.write("etc/live/brokers", format!("127.0.0.1:{client}\n127.0.0.2:{client}\n127.0.0.3:{client}\n"));
    let (ports, give_up) = ([jolokia.to_string(), client.to_string()], ("CPGEN_GATE_SECONDS", "1"));
    let env = [("CPGEN_JOLOKIA_PORT", ports[0].as_str()), ("CPGEN_READY_PORT", ports[1].as_str())];
    let ask = |env: &[(&str, &str)]| -> (bool, String) {
        let Output { status, stdout, .. } = pod.bash(&["kafka/ready.sh"], env).output().unwrap();
        (status.success(), String::from_utf8(stdout).unwrap())
    };
    let restart = || fs::remove_file(pod.0.0.join("tmp/ready.latch")).unwrap();

    brokers[0].says(2, 0);
    assert_eq!(ask(&env), (false, "broker state is 2, not 3 (running)\n".into()));
    brokers[0].says(3, 0);
    brokers[1].says(3, 6);
    assert_eq!(ask(&env), (false, "127.0.0.2: 6 under-replicated partitions\n".into()));
    brokers[1].says(3, 0);
    assert_eq!(ask(&env), (true, String::new()), "the third is down, and waiting for it would block its return");
    brokers[1].says(3, 6);
    assert_eq!(ask(&env), (true, String::new()), "one that was ready does not leave for another's sake");
    pod.0.write("tmp/ready.latch", "1\n");
    assert!(!ask(&env).0, "a latch of an earlier process counts for nothing");
    // It never gives up by itself.
    assert!(ask(&[&env[..], &[give_up]].concat()).0);
    restart();
    brokers[1].says(3, 0);
    let _third = TcpListener::bind(("127.0.0.3", client)).unwrap();
    let (ready, said) = ask(&env);
    assert!(!ready && said.starts_with(&format!("127.0.0.3: port {jolokia} does not answer")), "{said}");
    // Without its own port it is not ready, whatever the latch says.
    ask(&[&env[..], &[give_up]].concat());
    assert!(ask(&env).0 && !ask(&[("CPGEN_JOLOKIA_PORT", ports[0].as_str()), ("CPGEN_READY_PORT", "1")]).0);
}

#[test]
fn a_broker_does_not_stop_while_another_is_away() {
    let pod = Pod::new();
    let free = || TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (jolokia, client) = (free(), free());
    let brokers = [Broker::start("127.0.0.1", jolokia), Broker::start("127.0.0.2", jolokia)];
    let bind = |host: &str| TcpListener::bind((host, client)).unwrap();
    let (own, other) = (bind("127.0.0.1"), bind("127.0.0.2"));
    pod.0.write("etc/live/brokers", format!("127.0.0.1:{client}\n127.0.0.2:{client}\n"));
    let (jolokia, client) = (jolokia.to_string(), client.to_string());
    let env = [("CPGEN_JOLOKIA_PORT", jolokia.as_str()), ("CPGEN_READY_PORT", client.as_str())];
    let stop = |seconds: &str| {
        let begin = Instant::now();
        let env = [&env[..], &[("CPGEN_HOLD_SECONDS", seconds)]].concat();
        assert!(pod.bash(&["kafka/stop.sh"], &env).status().unwrap().success());
        // The shell counts the seconds that began since its start, so that it may wait for nearly one less than told.
        begin.elapsed() >= Duration::from_secs(3)
    };
    brokers.iter().for_each(|broker| broker.says(3, 0));
    assert!(!stop("60"), "all is well: it goes at once");
    brokers[1].says(3, 6);
    assert!(stop("4"), "another one catches up, and it waits as long as it may");
    brokers[0].0[2].store(1, Ordering::SeqCst);
    assert!(!stop("60"), "it has lost a disk, and its own replicas are what the others miss");
    brokers[1].says(3, 0);
    drop(other);
    assert!(stop("4"), "another one starts: its agent answers, and it takes no connections");
    brokers[0].0[2].store(0, Ordering::SeqCst);
    pod.0.write("etc/live/brokers", format!("127.0.0.1:{client}\n127.0.0.3:{client}\n"));
    assert!(stop("4"), "another one is down");
    drop(own);
    assert!(!stop("60"), "it serves nobody, so nobody is helped by its waiting");
}
