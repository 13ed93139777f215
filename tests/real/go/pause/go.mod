module cpgen.test/pause

go 1.26.0
