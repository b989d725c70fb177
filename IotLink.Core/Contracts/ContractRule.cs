using IotLink.Core.Messages;

namespace IotLink.Core.Contracts;

/// <summary>One promise that can be broken. Immutable; checking it allocates nothing.</summary>
/// <param name="Id">The author's id, or metric and kind: <c>tempC.range</c>. What breaches are counted by.</param>
/// <param name="Code">One of <see cref="Reason"/>.</param>
public abstract record ContractRule(string Id, string Code, Strictness Strictness);

/// <summary>The metric must be there.</summary>
public sealed record RequiredRule(string Id, Strictness Strictness) : ContractRule(Id, Reason.ContractRequired, Strictness);

/// <summary>One reading's metrics must fit together.</summary>
/// <param name="Expression">A condition in the rules' dialect that must hold. What is not known does not break it.</param>
/// <param name="Metric">The metric that is dropped; null: every one that the condition names.</param>
public sealed record CrossFieldRule(string Id, string Expression, string? Metric, Strictness Strictness)
    : ContractRule(Id, Reason.ContractCrossField, Strictness);

/// <summary>From one reading of a device to its next the value may change only so fast.</summary>
/// <param name="Maximum">In the metric's unit, per <paramref name="Per"/>.</param>
public sealed record ChangeRule(string Id, double Maximum, TimeSpan Per, Strictness Strictness)
    : ContractRule(Id, Reason.ContractRate, Strictness)
{
    /// <summary>
    /// Within one period the whole of <see cref="Maximum"/> may be used up: readings that arrive in a burst lie closer together than they
    /// were made. Readings of the same instant, or out of order, say nothing about a rate.
    /// </summary>
    public bool Keeps(double before, double value, long milliseconds) =>
        milliseconds <= 0 || Math.Abs(value - before) <= Maximum * Math.Max(1, milliseconds / Per.TotalMilliseconds);
}
