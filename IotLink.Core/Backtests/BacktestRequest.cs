using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Core.Backtests;

/// <summary>Which rules are to be tried on which part of the past.</summary>
/// <param name="Document">The rule document the text is, or will be, a version of.</param>
/// <param name="From">Arrival, inclusive.</param>
/// <param name="To">Arrival, exclusive; later than now means until now.</param>
/// <param name="Text">The draft.</param>
public sealed record BacktestRequest(DocumentKey Document, DateTimeOffset From, DateTimeOffset To, string Text)
{
    /// <summary>Whose alarms are counted; empty for all devices of the product.</summary>
    public IReadOnlyList<DeviceId> Devices { get; init; } = [];

    /// <summary>What the draft is compared with; null: nothing is published.</summary>
    public string? Published { get; init; }

    public int PublishedVersion { get; init; }

    public SweepRequest? Sweep { get; init; }
}

/// <summary>The same rules with other numbers in one place.</summary>
/// <param name="Knob">Id of the <see cref="RuleKnob"/>.</param>
/// <param name="Steps">How many numbers from <paramref name="From"/> to <paramref name="To"/>, both included.</param>
public sealed record SweepRequest(string Knob, double From, double To, int Steps)
{
    public const int MostSteps = 21;

    public IEnumerable<double> Values => Enumerable.Range(0, Steps).Select(i => Math.Round(From + ((To - From) * i / (Steps - 1)), 6)).Distinct();
}
