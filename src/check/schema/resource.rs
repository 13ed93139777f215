use super::fault::{Fault, Path, Step};
use crate::yaml::{Content, Node, Span};

/// One object of a document and what it calls itself.
#[derive(Clone, Debug)]
pub struct Resource<'n, 'a> {
    /// The object.
    pub node: &'n Node<'a>,
    /// `apps/v1`; empty where it says none.
    pub api_version: &'n str,
    /// `StatefulSet`; empty where it says none.
    pub kind: &'n str,
    /// Where in its document it is: empty, or `items[3]` of a list.
    pub path: Path<'n>,
}

impl<'n, 'a> Resource<'n, 'a> {
    /// `metadata.name`, or the prefix in `metadata.generateName`.
    pub fn name(&self) -> &'n str {
        let field = |name| self.metadata(name).filter(|text| !text.is_empty());
        field("name").or(field("generateName")).unwrap_or_default()
    }

    /// `metadata.namespace`.
    pub fn namespace(&self) -> &'n str {
        self.metadata("namespace").unwrap_or_default()
    }

    /// Whether its values are secrets.
    pub fn is_secret(&self) -> bool {
        self.kind == "Secret"
    }

    fn metadata(&self, field: &str) -> Option<&'n str> {
        self.node.get("metadata")?.get(field)?.text()
    }
}

/// The objects of a document. As kubectl does, what has `items` is taken for a list, whose items need not repeat kind
/// and version where it is called after them (`ConfigMapList`).
///
/// # Errors
/// Where the document or an item is no map, and for a list inside a list.
pub fn resources<'n, 'a>(document: &'n Node<'a>) -> Vec<Result<Resource<'n, 'a>, Box<Fault>>> {
    let mut whole = match resource(document, Path::default(), ("", "")) {
        Ok(resource) => resource,
        Err(fault) => return vec![Err(fault)],
    };
    let Some(items) = document.get("items") else { return vec![Ok(whole)] };
    let list = match &items.content {
        Content::List(list) => list.as_slice(),
        Content::Null => &[],
        _ => {
            whole.path.step(Step::Field("items"));
            let sentence = "`items` of a list is a list";
            return vec![Err(error("wrong-type", &whole.path, items.span, sentence, "put a dash before each item"))];
        }
    };
    let of = whole.kind.strip_suffix("List").filter(|kind| !kind.is_empty());
    let inherited = of.map_or(("", ""), |kind| (whole.api_version, kind));
    let item = |(index, node): (usize, &'n Node<'a>)| {
        let mut path = Path::default();
        path.step(Step::Field("items"));
        path.step(Step::Item(index));
        if node.get("items").is_some() {
            let sentence = "a list stands inside a list, which kubectl refuses";
            return Err(error("nested-list", &path, node.span, sentence, "move its items into the outer list"));
        }
        resource(node, path, inherited)
    };
    list.iter().enumerate().map(item).collect()
}

fn error(rule: &'static str, path: &Path, span: Span, sentence: &str, fix: &str) -> Box<Fault> {
    Box::new(Fault::error(rule, path, span, sentence, fix))
}

fn resource<'n, 'a>(
    node: &'n Node<'a>,
    path: Path<'n>,
    (api_version, kind): (&'n str, &'n str),
) -> Result<Resource<'n, 'a>, Box<Fault>> {
    if node.entries().is_none() {
        let fix = "begin with `apiVersion`, `kind` and `metadata`";
        return Err(error("not-an-object", &path, node.span, "this is no Kubernetes object", fix));
    }
    let field = |name: &str| node.get(name).and_then(Node::text).filter(|text| !text.is_empty());
    let version = field("apiVersion").map(without_empty_group);
    let (api_version, kind) = match (version, field("kind")) {
        (own, Some(kind)) => (own.unwrap_or_default(), kind),
        (own, None) if kind.is_empty() => (own.unwrap_or_default(), ""),
        (_, None) => (api_version, kind),
    };
    Ok(Resource { node, api_version, kind, path })
}

/// `/v1` is `v1` (`schema.ParseGroupVersion`).
fn without_empty_group(version: &str) -> &str {
    version.strip_prefix('/').filter(|rest| !rest.is_empty() && !rest.contains('/')).unwrap_or(version)
}
