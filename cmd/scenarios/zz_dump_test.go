package main
import ("testing";"os")
func TestDump(t *testing.T){ data,err:=encodeCase(goodDeal); if err!=nil{t.Fatal(err)}; os.WriteFile("/tmp/own/good.xlsx",data,0o644)}
