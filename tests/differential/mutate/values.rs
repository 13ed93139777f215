//! Values at the bounds of what each shape may hold, and beyond them.

use cpgen::check::schema::Shape;
use serde_json::{Value, json};

/// Texts that are names of something, nearly so, or not at all.
const TEXTS: &str = "|a|A|0|1|-|.|..|/|*|~|true|null|-a|a-|a.b|a..b|.a|a_b|a b|a/b|a/b/c|/a|a:b|a=b|a@b|a,b|a%b|é|日本|a\nb|a\tb|\
    a\u{0}b|\u{7f}|../a|a/../b|/a/../b|/|//|/a//b|/a/./b|/a/%2f|/a/..|*.example.com|*.*.example.com|\
    example.com/name|Example.com/name|kubernetes.io/x|x.kubernetes.io/y|example.com|example.com/|8080|http|\
    http-alt|a--b|0a|metrics-port-name-long|123456|1.2.3.4|256.1.1.1|01.2.3.4|::1|fe80::1%eth0|::ffff:1.2.3.4|\
    10.0.0.0/8|10.0.0.1/8|10.0.0.0/33|2001:db8::/32|None|None |none|10%|100%|101%|0%|-1%|1.5%|% |$(A)|a\\b|\
    c:\\a|1h|1Gi|2024-01-01T00:00:00Z|In|Exists|DoesNotExist|Gt|Lt|NotIn|Always|Never|OnFailure|TCP|tcp|Equal|\
    cpu|memory|storage|metadata.name|metadata.labels['a']|spec.nodeName|status.podIP|limits.cpu|* * * * *|\
    @hourly|0 0 * *|60 * * * *|UTC|Europe/Berlin|Local|v1|apps/v1|a/b/v1|self.a == 1|sha256:abc|hugepages-2Mi|\
    orphan|foregroundDeletion| ";

/// Shares, and names and numbers of ports.
const PERCENTS: &str = "|50%|0%|100%|101%|-1%|1.5%|%|50|http|a--b|-a|1a|Http|0|8080|x y";

/// Amounts.
const QUANTITIES: &str = "0|-1|1|1m|1n|0.5|1.5|500m|1500m|1k|1K|1Ki|1ki|1M|1Mi|512MB|1Gi|1gi|1G|10Gi|100Ei|8Ei|1e3|1E3|1e3Ki|1 Gi| 1Gi |\
    +1Gi|-1Gi|-0|1.|.5|.||x|1_000|0x10|1,5|1Zi|9223372036854775807|9223372036854775808|1e100|1.0000000001|\
    2Mi|3Mi|1.5Mi|0.1";

/// Times.
const TIMES: &str = "2024-01-01T00:00:00Z|2024-01-01T00:00:00.123456Z|2024-01-01T00:00:00+02:00|2024-01-01||now|\
    2024-13-01T00:00:00Z|2024-01-01t00:00:00z|2024-01-01 00:00:00Z";

/// Keys of maps.
const KEYS: &str = "|a|A|a b|a/b|a/b/c|/a|a/|.a|..|.|..a|a_b|-a|é|Example.com/a|cpu|memory|storage|hugepages-2Mi|hugepages-x|\
    kubernetes.io/a|requests.cpu|example.com/gpu|ephemeral-storage|pods|tls.crt";

/// Values to try where that shape stands, whatever stands there.
pub fn values(shape: Shape) -> Vec<Value> {
    match shape {
        Shape::Boolean => vec![json!(true), json!(false)],
        Shape::Int32 | Shape::Int64 => numbers(),
        Shape::Double => [numbers(), vec![json!(0.5), json!(1e300)]].concat(),
        Shape::Text => texts(),
        Shape::Bytes => {
            ["YQ==", "YQ", "YQ=", "Y Q==", "%%", "YWI=\n", "_-8=", "YQ==YQ==", "e30="].map(Value::from).into()
        }
        Shape::Time | Shape::MicroTime => listed(TIMES),
        Shape::Quantity => quantities(),
        Shape::IntOrText => [numbers(), percents()].concat(),
        Shape::Map(_) => maps(),
        _ => Vec::new(),
    }
}

/// Values of every type that JSON has.
pub fn types() -> Vec<Value> {
    vec![
        json!("text"),
        json!(""),
        json!(7),
        json!(1.5),
        json!(true),
        json!([]),
        json!({}),
        json!(["a"]),
        json!([{}]),
        json!({"a": "b"}),
        json!([null]),
    ]
}

fn numbers() -> Vec<Value> {
    let whole: &[i64] = &[
        -1,
        0,
        1,
        2,
        3,
        5,
        10,
        20,
        21,
        59,
        60,
        63,
        64,
        99,
        100,
        101,
        420,
        511,
        512,
        600,
        755,
        599,
        1800,
        1801,
        3600,
        3601,
        1023,
        1024,
        8080,
        30000,
        32768,
        65535,
        65536,
        86400,
        86401,
        100_000,
        100_001,
        999_999_999,
        2_147_483_646,
        2_147_483_647,
        2_147_483_648,
        -2_147_483_648,
        -2_147_483_649,
        4_294_967_296,
        i64::MAX,
        i64::MIN,
    ];
    let mut numbers: Vec<Value> = whole.iter().copied().map(Value::from).collect();
    numbers.extend([json!(u64::MAX), json!(1.5), json!(1e3), json!(0.0), json!(1e19), json!("1")]);
    numbers
}

fn texts() -> Vec<Value> {
    let mut texts = listed(TEXTS);
    texts
        .extend([15, 16, 52, 53, 63, 64, 128, 129, 253, 254, 256, 257, 1024, 2049, 4097].map(|n| "a".repeat(n).into()));
    texts.push(format!("{}/{}", "a".repeat(253), "b".repeat(63)).into());
    texts.push(format!("{}/{}", "a".repeat(254), "b".repeat(64)).into());
    texts.push(vec!["a".repeat(60); 4].join(".").into());
    texts
}

fn percents() -> Vec<Value> {
    let mut percents = listed(PERCENTS);
    percents.extend([15, 16].map(|length| "a".repeat(length).into()));
    percents
}

fn quantities() -> Vec<Value> {
    let mut quantities = listed(QUANTITIES);
    quantities.extend([json!(0), json!(-1), json!(1), json!(1.5), json!(1000), json!(1e3), json!(0.0001)]);
    quantities
}

fn maps() -> Vec<Value> {
    let mut maps: Vec<Value> = KEYS.split('|').map(|key| json!({ key: "1" })).collect();
    maps.extend([json!({"a": null}), json!({"a": ""}), json!({"a": "-"}), json!({"a": "b".repeat(64)})]);
    maps.extend([63, 64, 253, 254].map(|length| json!({ "a".repeat(length): "1" })));
    maps
}

fn listed(texts: &str) -> Vec<Value> {
    texts.split('|').map(Value::from).collect()
}
