package main

import "scenarios/sim"

// jsonFit is a process fitted to Price History. Likelihood and criterion are null where nothing could be fitted.
type jsonFit struct {
	Process       string             `json:"process"`
	Used          bool               `json:"used"`
	Parameters    []jsonFitParameter `json:"parameters"`
	LogLikelihood *float64           `json:"log_likelihood"`
	AIC           *float64           `json:"aic"`
	Note          string             `json:"note"`
}

type jsonFitParameter struct {
	Field         string  `json:"field"`
	Value         float64 `json:"value"`
	StandardError float64 `json:"standard_error"`
}

func fitJSON(f sim.ProcessFit) jsonFit {
	fit := jsonFit{Process: f.Process, Used: f.Chosen, Note: f.Note, Parameters: each(f.Parameters, func(p sim.FittedParameter) jsonFitParameter {
		return jsonFitParameter{p.Name, p.Value, p.StandardError}
	})}
	if len(f.Parameters) > 0 {
		fit.LogLikelihood, fit.AIC = &f.LogLikelihood, &f.AIC
	}
	return fit
}
