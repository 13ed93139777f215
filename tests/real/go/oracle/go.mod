// The versions of Kubernetes are in the folders beside this one: build with -modfile.
module cpgen.test/oracle

go 1.26.0
