package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A file in a folder of the test's own.
func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// Something that takes the options which it is told to take, in the place of Java.
func java(t *testing.T) string {
	return file(t, "java", "#!/bin/sh\ncase \"$*\" in *-XX:Bad*) echo 'Unrecognized VM option' >&2; exit 1;; esac\n")
}

// What `command` says about a file with `text`.
func examined(t *testing.T, command, text string) record {
	t.Helper()
	report, err := components[command].examine(file(t, "given.properties", text), java(t))
	if err != nil {
		t.Fatal(err)
	}
	return report
}

const registry = "listeners=http://0.0.0.0:8081\nkafkastore.bootstrap.servers=PLAINTEXT://a:9092\n"

func TestEveryFileOfKeysIsRead(t *testing.T) {
	for command, component := range components {
		known, err := read(component.keys)
		if err != nil || len(known.names) < 50 || len(known.required) == 0 {
			t.Errorf("%s: %d names, %d required, %v", command, len(known.names), len(known.required), err)
		}
		if !known.has(component.listeners) {
			t.Errorf("%s does not know %s", command, component.listeners)
		}
		for _, key := range component.files {
			if !known.has(key) {
				t.Errorf("%s does not know %s", command, key)
			}
		}
	}
}

func TestWhatIsKnownPasses(t *testing.T) {
	text := registry + "kafkastore.sasl.mechanism=PLAIN\n# a comment\ninter.instance.protocol : http\n"
	report := examined(t, "schema-registry-start", text)
	if len(report.Complaints) != 0 {
		t.Error(report.Complaints)
	}
	if len(report.Listens) != 1 || report.Listens[0] != "0.0.0.0:8081" {
		t.Error(report.Listens)
	}
}

func TestAMisspeltKeyIsRefusedWithTheNearestName(t *testing.T) {
	for command, line := range map[string][2]string{
		"schema-registry-start": {"kafkastore.topic.replication.facter=3", "kafkastore.topic.replication.factor"},
		"kafka-rest-start":      {"schema.registry.uri=http://a", "schema.registry.url"},
		"ksql-server-start":     {"ksql.streams.num.standby.replica=1", "ksql.streams.num.standby.replicas"},
		"control-center-start":  {"confluent.controlcenter.prometheus.rule.file=/a", "confluent.controlcenter.prometheus.rules.file"},
	} {
		complaints := strings.Join(examined(t, command, line[0]+"\n").Complaints, "\n") + "\n"
		if !strings.Contains(complaints, "unknown property") || !strings.Contains(complaints, "known one is "+line[1]+"\n") {
			t.Errorf("%s: %s", command, complaints)
		}
	}
}

func TestWhatItDoesNotStartWithoutIsMissed(t *testing.T) {
	for command := range components {
		if complaints := examined(t, command, "").Complaints; !strings.Contains(strings.Join(complaints, "\n"), "is missing") {
			t.Errorf("%s: %v", command, complaints)
		}
	}
}

func TestSecretsAreHidden(t *testing.T) {
	text := registry + `kafkastore.sasl.jaas.config=hunter2
kafkastore.ssl.key.password=hunter2
confluent.license=hunter2
schema.registry.group.id=shown
`
	shown := examined(t, "schema-registry-start", text).Properties
	line, _ := json.Marshal(shown)
	if strings.Contains(string(line), "hunter2") || shown["schema.registry.group.id"] != "shown" {
		t.Error(string(line))
	}
}

func TestTheFileIsReadAsJavaReadsIt(t *testing.T) {
	shown := examined(t, "schema-registry-start", registry+"host.name=a\nhost.name=\\u00e9 \\\n   b\n").Properties
	if shown["host.name"] != "é b" {
		t.Errorf("%q", shown["host.name"])
	}
}

func TestJavaOptionsAreTried(t *testing.T) {
	t.Setenv("SCHEMA_REGISTRY_OPTS", "-XX:Bad")
	t.Setenv("SCHEMA_REGISTRY_LOG4J_OPTS", "-Dlog4j.configuration=file:/nowhere/log4j.properties")
	complaints := strings.Join(examined(t, "schema-registry-start", registry).Complaints, "\n")
	if !strings.Contains(complaints, "Unrecognized VM option") || !strings.Contains(complaints, "/nowhere/log4j.properties") {
		t.Error(complaints)
	}
}

func TestTheExporterNeedsItsRules(t *testing.T) {
	jar := "/usr/share/java/cp-base-new/jmx_prometheus_javaagent-0.20.0.jar"
	t.Setenv("KSQL_OPTS", "-javaagent:"+jar+"=0.0.0.0:9404:/nowhere/exporter.yaml")
	report := examined(t, "ksql-server-start", "bootstrap.servers=a:9092\nlisteners=http://0.0.0.0:8088\n")
	if report.Exporter != "9404" || len(report.Agents) != 1 || report.Agents[0] != jar {
		t.Errorf("%q %q", report.Exporter, report.Agents)
	}
	if complaints := strings.Join(report.Complaints, "\n"); !strings.Contains(complaints, "/nowhere/exporter.yaml") {
		t.Error(complaints)
	}
}

func TestKsqlWithAFileOfQueriesHasNoHttpServer(t *testing.T) {
	queries := file(t, "queries.sql", "")
	text := "bootstrap.servers=a:9092\nlisteners=http://0.0.0.0:8088\nksql.queries.file=" + queries + "\n"
	report := examined(t, "ksql-server-start", text)
	if len(report.Complaints) != 0 || len(report.Listens) != 0 {
		t.Error(report.Complaints, report.Listens)
	}
}

func TestTheProcessServesUntilItIsTerminated(t *testing.T) {
	folder := t.TempDir()
	command := filepath.Join(folder, "schema-registry-start")
	if output, err := exec.Command("go", "build", "-o", command, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	process := exec.Command(command, file(t, "given.properties", strings.Replace(registry, ":8081", ":18081", 1)))
	process.Env = []string{"PATH=" + filepath.Dir(java(t))}
	stdout, _ := process.StdoutPipe()
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	defer process.Process.Kill()
	var report record
	line, _ := bufio.NewReader(stdout).ReadBytes('\n')
	if err := json.Unmarshal(line, &report); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	for path, expected := range map[string]int{"/subjects": 200, "/nothing": 404} {
		response, err := http.Get("http://127.0.0.1:18081" + path)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, response.Body)
		if response.StatusCode != expected {
			t.Errorf("%s: %d", path, response.StatusCode)
		}
	}
	process.Process.Signal(syscall.SIGTERM)
	process.Wait()
	if code := process.ProcessState.ExitCode(); code != 143 {
		t.Errorf("exit code %d", code)
	}
}
