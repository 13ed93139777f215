use serde_json::{Value, json};

/// What may stand where something else should.
fn values() -> Vec<Value> {
    let numbers =
        ["2147483647", "2147483648", "-2147483648", "-2147483649", "9223372036854775807", "9223372036854775808"];
    let mut values: Vec<Value> = numbers.iter().map(|number| serde_json::from_str(number).expect("a number")).collect();
    values.extend([json!(null), json!(true), json!(1), json!(0), json!(2.5), json!(1e21), json!(-1)]);
    values.extend([json!([]), json!({}), json!([null]), json!([1]), json!(["a"]), json!({"a": "b"}), json!({"a": 1})]);
    let texts = [
        "",
        "a",
        "1",
        "80%",
        "100m",
        "1Gi",
        " 1Gi ",
        "1 Gi",
        "1gi",
        "1e3",
        "1E",
        "1Ei",
        "E",
        "e3",
        "+",
        ".",
        ".5",
        "-",
        "1.",
        "1.n",
        ".n",
        ".Ki",
        ".Ei",
        "+.",
        "-.5Mi",
        "1e99999999999999999999",
        "1e-3",
        "1e+3",
        "1e+",
        "1K",
        "1ki",
        "1_0",
        "0x10",
        "Inf",
        "00012",
        "1..2",
        "1e3Ki",
        "100000000000000000000000",
        "0.0000000000001",
        "1\u{a0}",
        "\t1",
        "aGVsbG8=",
        "aGVsbG8",
        "aGVsbG9=",
        "aGVs\nbG8=",
        "aGVs bG8=",
        "_-8=",
        "====",
        "YQ==",
        "YR==",
        "YQ=",
        "2006-01-02T15:04:05Z",
        "2006-01-02T15:04:05.000000Z",
        "2006-01-02T15:04:05.123Z",
        "2006-01-02T5:04:05Z",
        "2006-01-02t15:04:05z",
        "2006-01-02",
        "2006-02-30T15:04:05Z",
        "2006-01-02T24:00:00Z",
        "2006-01-02T15:04:60Z",
        "2006-01-02T15:04:05+01:00",
        "2006-01-02T15:04:05+24:00",
        "2006-01-02T15:04:05+25:00",
        "2006-01-02T15:04:05+01:60",
        "2006-01-02T15:04:05+01:61",
        "2006-01-02T15:04:05,5Z",
        "2006-01-02T15:04:05.Z",
        "2006-1-2T15:04:05Z",
        "2006-01-02T15:04:05.1234567890123Z",
        "0000-01-01T00:00:00Z",
        "2004-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2006-01-02T15:04:05-00:00",
        "2006-01-02T15:04:05.000000+01:00",
        " 2006-01-02T15:04:05Z",
    ];
    values.extend(texts.map(Value::from));
    values
}

/// Values of an object replaced by others, and maps with a field more: of all such mutants every `step`th, counted on
/// from `count`.
pub fn some(object: &Value, step: usize, count: &mut usize, found: &mut Vec<Value>) {
    let values = values();
    let mut paths = Vec::new();
    pointers(object, String::new(), &mut paths);
    let mut is_next = || {
        *count += 1;
        count.is_multiple_of(step)
    };
    for path in &paths {
        for value in values.iter().filter(|_| !matches!(path.as_str(), "" | "/apiVersion" | "/kind")) {
            if is_next() {
                let mut mutant = object.clone();
                if let Some(place) = mutant.pointer_mut(path) {
                    *place = value.clone();
                }
                found.push(mutant);
            }
        }
        for (key, value) in [("unknownField", json!(1)), ("Spec", json!(null))] {
            if is_next() && object.pointer(path).is_some_and(Value::is_object) {
                let mut mutant = object.clone();
                if let Some(map) = mutant.pointer_mut(path).and_then(Value::as_object_mut) {
                    map.insert(key.to_owned(), value);
                }
                found.push(mutant);
            }
        }
    }
}

fn pointers(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                pointers(value, format!("{path}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                pointers(value, format!("{path}/{index}"), found);
            }
        }
        _ => {}
    }
    found.push(path);
}
