namespace IotLink.Core.Contracts;

/// <summary>A broken promise and what it led to.</summary>
/// <param name="Reading">Which of the readings that were checked together.</param>
/// <param name="Outcome">A required metric that is absent cannot be dropped: it is marked.</param>
public readonly record struct ContractBreach(ContractRule Rule, int Reading, Strictness Outcome);
