using IotLink.Core.Messages;

namespace IotLink.Core.DeadLetters;

/// <summary>What one spec would make of the letters.</summary>
/// <param name="Spec">The choice in a word: <c>published</c>, <c>v3</c>, <c>draft</c>.</param>
/// <param name="Version">The version the document gives itself; 0 where products have no spec or several were involved.</param>
/// <param name="Alarms">Alarm changes the readings would bring, as things stand now.</param>
/// <param name="Failures">What would still fail, by reason code, most first.</param>
/// <param name="Metrics">What those that pass would give.</param>
/// <param name="Samples">The first few that pass.</param>
public sealed record TryResult(
    string Spec,
    int Version,
    int Passed,
    int Failed,
    int Alarms,
    IReadOnlyList<TryFailure> Failures,
    IReadOnlyList<TryMetric> Metrics,
    IReadOnlyList<TrySample> Samples)
{
    public bool IsDraft { get; init; }
}

/// <param name="Example">The detail of the first letter that fails so.</param>
public sealed record TryFailure(string Code, int Count, StreamPosition At, string Example);

/// <param name="Min">null for texts and booleans.</param>
public sealed record TryMetric(string Name, int Count, double? Min, double? Max, string Last);

public sealed record TrySample(StreamPosition Position, string Device, IReadOnlyDictionary<string, string> Metrics);
