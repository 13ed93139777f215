use crate::check::validation::{Errors, Value};

/// How many paths are compared with each other; beyond that nobody wrote them by hand.
const MOST: usize = 64;

/// A path in a volume and where its file comes from.
struct Placed<'n> {
    path: &'n str,
    source: String,
}

impl Placed<'_> {
    fn shown(&self) -> String {
        if self.source.is_empty() { format!("{:?}", self.path) } else { format!("{:?} ({})", self.path, self.source) }
    }

    fn overlaps(&self, other: &Placed) -> bool {
        let (long, short) = if self.path.len() < other.path.len() { (other, self) } else { (self, other) };
        let rest = long.path.strip_prefix(short.path);
        !short.path.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// Warns of files of one volume that are in each other's way (`warningsForOverlappingVirtualPaths`).
pub fn warn<'n>(volume: Value<'n>, errors: &mut Errors<'n>) {
    let name = volume.get("name").text();
    for (field, source) in volume.fields() {
        let kind = match field {
            "configMap" => format!("ConfigMap {:?}", source.get("name").text()),
            "secret" => format!("Secret {:?}", source.get("secretName").text()),
            "downwardAPI" => "DownwardAPI".to_owned(),
            "projected" => "Projected".to_owned(),
            _ => continue,
        };
        let mut placed = Vec::new();
        if field == "projected" {
            source.get("sources").items().for_each(|source| project(source, name, &mut placed, errors));
        } else {
            place(source, "", &mut placed);
        }
        for (index, this) in placed.iter().enumerate().take(MOST) {
            for other in placed.iter().take(index).filter(|other| this.overlaps(other)) {
                let (this, other) = (this.shown(), other.shown());
                let sentence = format!("volume {name:?} ({kind}): overlapping paths: {this} with {other}");
                errors.warn(source, "overlapping-paths", &sentence, "give every file its own path");
            }
        }
    }
}

fn place<'n>(source: Value<'n>, name: &str, placed: &mut Vec<Placed<'n>>) {
    let paths = source.get("items").items().map(|item| item.get("path").text());
    placed.extend(paths.map(|path| at(path, name.to_owned())));
}

fn at(path: &str, source: String) -> Placed<'_> {
    Placed { path: path.trim_end_matches('/'), source }
}

fn project<'n>(source: Value<'n>, volume: &str, placed: &mut Vec<Placed<'n>>, errors: &mut Errors<'n>) {
    let mut fields = source
        .fields()
        .filter(|(field, _)| errors.since(37) || !matches!(*field, "clusterTrustBundle" | "podCertificate"));
    let Some((field, value)) = fields.next() else {
        let sentence = format!("volume {volume:?} (Projected) has no sources provided");
        errors.warn(source, "overlapping-paths", &sentence, "remove the empty item");
        return;
    };
    let name = value.get("name").text();
    match field {
        "configMap" => place(value, &format!("ConfigMap {name:?}"), placed),
        "secret" => place(value, &format!("Secret {name:?}"), placed),
        "downwardAPI" => place(value, "DownwardAPI", placed),
        "serviceAccountToken" => placed.push(at(value.get("path").text(), "ServiceAccountToken".to_owned())),
        "clusterTrustBundle" => {
            let name = if name.is_empty() { value.get("signerName").text() } else { name };
            placed.push(at(value.get("path").text(), format!("ClusterTrustBundle {name:?}")));
        }
        _ => {
            for (field, what) in
                [("certificateChainPath", "chain"), ("keyPath", "key"), ("credentialBundlePath", "credential bundle")]
            {
                let path = value.get(field).text();
                if !path.is_empty() {
                    placed.push(at(path, format!("PodCertificate {what}")));
                }
            }
        }
    }
}
