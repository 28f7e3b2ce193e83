package casetext

import _ "scenarios/model/longtest" // go test ./... -args -long gives its flag to every package
