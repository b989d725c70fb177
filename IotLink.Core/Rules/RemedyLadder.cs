namespace IotLink.Core.Rules;

/// <summary>What is tried against an alarm, one remedy after the other, and what comes when none helps.</summary>
/// <param name="Rungs">At most <see cref="Most"/>.</param>
/// <param name="End">When all were tried in vain.</param>
public sealed record RemedyLadder(IReadOnlyList<Rung> Rungs, LadderEnd End)
{
    /// <summary>The most remedies one alarm may see.</summary>
    public const int Most = 5;
}

/// <summary>One remedy: an entry of the product's action catalogue, or a firmware.</summary>
/// <param name="Action">null for a firmware.</param>
/// <param name="Firmware">Version, or <c>latest</c>; null for an action.</param>
public sealed record Rung(string? Action, string? Firmware = null)
{
    /// <summary>Parameters of the action, as they are written.</summary>
    public IReadOnlyDictionary<string, string> With { get; init; } = new Dictionary<string, string>();

    /// <summary>Instead of the action's own criterion; required to tell whether a firmware helped.</summary>
    public string? Success { get; init; }

    /// <summary>Instead of the action's own window.</summary>
    public TimeSpan? Verify { get; init; }

    /// <summary>What people and histories call it: <c>restart-fan</c>, <c>ota:1.4.2</c>.</summary>
    public string Name => Action ?? $"ota:{Firmware}";
}

/// <summary>What happens when no remedy helped. People are told in any case.</summary>
public enum LadderEnd
{
    /// <summary>A dispatch request for a technician.</summary>
    Dispatch,

    /// <summary>People decide.</summary>
    People,
}
