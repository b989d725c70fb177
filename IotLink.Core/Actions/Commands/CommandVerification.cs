using System.Collections.Concurrent;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Actions.Commands;

/// <summary>Whether telemetry shows that a command helped. Pure but for the criteria it has compiled before.</summary>
public sealed class CommandVerification
{
    private const int MostKept = 1000;

    private readonly ConcurrentDictionary<string, TelemetryCondition?> _criteria = new(StringComparer.Ordinal);

    /// <param name="recent">The device's last readings, newest first. Only what came after the device's answer counts.</param>
    /// <returns>null: not yet.</returns>
    public CommandStep.Verify? Look(Command command, IReadOnlyList<StoredReading> recent)
    {
        if (CriterionOf(command) is not { } criterion || command.AcknowledgedAt is not { } since) return null;
        var after = recent.Where(r => r.IngestTimestamp > since && (r.Marks & ReadingMarks.Late) == 0 && r.Product == command.Product);
        return after.FirstOrDefault(r => criterion.Holds(r.Metrics) == true) is { } shows ? new(criterion.WithValues(shows.Metrics)) : null;
    }

    /// <summary>What telemetry last showed, for a command that was not verified in time.</summary>
    public string Seen(Command command, StoredReading? newest) =>
        newest is not null && CriterionOf(command) is { } criterion ? criterion.WithValues(newest.Metrics) : command.Success ?? "";

    private TelemetryCondition? CriterionOf(Command command)
    {
        if (command.Success is not { } text) return null;
        if (_criteria.Count > MostKept) _criteria.Clear();
        return _criteria.GetOrAdd(text, static t => TelemetryCondition.Compile(t, []));
    }
}
