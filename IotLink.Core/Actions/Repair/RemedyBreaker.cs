using IotLink.Core.Documents;

namespace IotLink.Core.Actions.Repair;

/// <summary>Whether a remedy does more harm than good. Pure.</summary>
public static class RemedyBreaker
{
    /// <param name="outcomes">Of one version of one action; those that never reached their device are left out by the caller.</param>
    /// <returns>Why it stops, with the numbers; null while it may go on.</returns>
    public static string? Verdict(IEnumerable<RemedyOutcome> outcomes, ActionOptions options, DateTimeOffset now)
    {
        if (options.StopAfter == 0) return null;
        var last = outcomes.Where(o => o.At > now - options.StopWithin).GroupBy(o => o.Device).Select(g => g.MaxBy(o => o.At)).ToList();
        var failed = last.Count(o => !o.Helped);
        if (failed < options.StopAfter || failed < options.StopShare * last.Count) return null;
        return $"{failed} of {last.Count} devices in {Durations.Print(options.StopWithin)}";
    }
}
