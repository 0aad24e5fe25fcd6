package io.plumbline.signal;

/**
 * One entry of the journal: something that happened and may change a verdict. The engine is a fold
 * over signals and knows nothing else, least of all a clock.
 */
public sealed interface Signal
    permits MetricBatch, IncidentBatch, RuleSetActivated, RulesAct, Tick {}
