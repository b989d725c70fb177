namespace IotLink.Core.Actions.Catalogue;

/// <summary>A condition under which an action must not run.</summary>
/// <param name="When">While it holds, or cannot be told, the action is held back.</param>
/// <param name="Why">For people, by language; empty: the condition speaks for itself.</param>
public sealed record Interlock(TelemetryCondition When, IReadOnlyDictionary<string, string> Why);
