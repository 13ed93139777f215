use super::cel_type::Type;

/// The functions of CEL and of Kubernetes' libraries (`k8s.io/apiserver/pkg/cel/environment`) by what they give. Each is
/// taken to be in every minor.
const BOOL: &str = "startsWith endsWith contains includes matches bool isURL isSorted isQuantity isInteger isGreaterThan \
    isLessThan isIP isCIDR ip.isCanonical containsIP containsCIDR isUnspecified isLoopback isLinkLocalMulticast \
    isLinkLocalUnicast isGlobalUnicast isSemver hasValue sets.contains sets.equivalent sets.intersects allowed errored";
const INT: &str = "size int indexOf lastIndexOf getFullYear getMonth getDate getDayOfMonth getDayOfWeek getDayOfYear \
    getHours getMinutes getSeconds getMilliseconds compareTo prefixLength major minor patch family asInteger sign";
const TEXT: &str = "string charAt join lowerAscii upperAscii replace substring trim getScheme getHost getHostname getPort \
    getEscapedPath find strings.quote format jsonpatch.escapeKey";
const DOUBLE: &str = "double asApproximateFloat";

/// Those whose results are not looked into.
const OTHERS: &str = "uint bytes timestamp duration type split url getQuery findAll sum min max first last reverse \
    slice flatten distinct sort sortBy lists.range quantity add sub ip cidr masked semver optional.of \
    optional.ofNonZeroValue optional.none optional.unwrap unwrapOpt or orValue value format.named validate \
    format.dns1123Label format.dns1123LabelPrefix format.dns1123Subdomain format.dns1123SubdomainPrefix \
    format.dns1035Label format.dns1035LabelPrefix format.qualifiedName format.labelValue format.uri format.uuid \
    format.byte format.date format.datetime path group serviceAccount resource subresource namespace name check reason \
    error fieldSelector labelSelector";

/// Macros that give names to what they go through.
const NAMING: &str = "optMap optFlatMap transformList transformMap transformMapEntry sortBy";

/// What a function gives; nothing where there is none of that name.
pub fn result<'n>(name: &str) -> Option<Type<'n>> {
    let gives = [("dyn", Type::Dyn), (BOOL, Type::Bool), (INT, Type::Int), (TEXT, Type::Text), (DOUBLE, Type::Double)];
    let known = gives.into_iter().find(|(names, _)| is_among(name, names)).map(|(_, given)| given);
    known.or_else(|| is_among(name, OTHERS).then_some(Type::Unknown))
}

/// Whether names in its arguments are its own.
pub fn is_naming(name: &str) -> bool {
    is_among(name, NAMING)
}

fn is_among(name: &str, names: &str) -> bool {
    names.split_whitespace().any(|own| own == name)
}
