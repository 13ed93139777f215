use serde_json::Value;

use crate::check::maps::spec;
use crate::check::{Report, Rule};
use crate::manifest::{Manifests, containers, items, pod_volumes};

/// Every mount has its volume.
pub const RULE: Rule = Rule {
    name: "mount-without-volume",
    explanation: "A volume mount names a volume of the pod or a volume claim template of the StatefulSet. The API server \
                  refuses a pod template in which there is none of that name.",
    bad: "\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  volumes: [{name: data, emptyDir: {}}]
  containers: [{name: a, image: a, volumeMounts: [{name: date, mountPath: /data}]}]
",
    good: "\
apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  volumes: [{name: data, emptyDir: {}}]
  containers: [{name: a, image: a, volumeMounts: [{name: data, mountPath: /data}]}]
",
    check,
};

fn check(manifests: &Manifests, report: &mut Report) {
    for object in manifests.objects() {
        let claims = items(spec(object), "volumeClaimTemplates").filter_map(|claim| claim.pointer("/metadata/name"));
        let volumes = pod_volumes(&object.value).filter_map(|volume| volume.get("name"));
        let known: Vec<&Value> = volumes.chain(claims).collect();
        for container in containers(&object.value) {
            for field in ["volumeMounts", "volumeDevices"] {
                let mounts = items(container.value, field).enumerate();
                let named = mounts.filter_map(|(index, mount)| Some((index, mount.get("name")?)));
                for (index, name) in named.filter(|(_, name)| !known.contains(name)) {
                    let path = format!("{}.{field}[{index}].name", container.path);
                    let names: Vec<String> = known.iter().map(|name| name.to_string()).collect();
                    let fix = match names.as_slice() {
                        [] => "add the volume; this pod has none".to_owned(),
                        names => format!("add the volume, or use one of {}", names.join(", ")),
                    };
                    report.error(object, &path, format!("there is no volume {name}"), fix);
                }
            }
        }
    }
}
