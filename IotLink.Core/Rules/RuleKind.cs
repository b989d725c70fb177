namespace IotLink.Core.Rules;

/// <summary>What a rule looks at. The words of <c>type</c>; without it the keys tell.</summary>
public enum RuleKind { Threshold, Duration, Repeat, Change, NoData, Sequence, Baseline, Peers, Report }
