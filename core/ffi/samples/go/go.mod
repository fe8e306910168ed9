module doc9303.example/sample

go 1.19
