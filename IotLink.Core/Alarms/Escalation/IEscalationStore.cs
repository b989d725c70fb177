namespace IotLink.Core.Alarms.Escalation;

/// <summary>
/// The runs. A run begins, and ends, in the very transaction that changes its alarm: nothing has to notice later that an alarm was raised or
/// acknowledged. Every method is one transaction.
/// </summary>
public interface IEscalationStore
{
    /// <summary>
    /// Advances what is due, at most so many. Runs, notifications and events are saved together; of several hosts one does it.
    /// </summary>
    /// <returns>What was done; empty when nothing is due.</returns>
    Task<IReadOnlyList<Advanced>> AdvanceAsync(int most, DateTimeOffset now, Func<EscalationRun, AlarmRow, Advanced> advance, CancellationToken ct);

    /// <summary>When the next one is due; null when none is running.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken ct);

    Task<EscalationRun?> FindAsync(AlarmId alarm, CancellationToken ct);

    Task<IReadOnlyList<EscalationEvent>> EventsAsync(AlarmId alarm, CancellationToken ct);

    /// <summary>Running, with their alarms; the most urgent first.</summary>
    Task<IReadOnlyList<(EscalationRun Run, AlarmRow Row)>> RunningAsync(int most, CancellationToken ct);

    /// <summary>Ends the telling, and withdraws what has not gone out, though the alarm stays open.</summary>
    /// <returns>false when it was not running.</returns>
    Task<bool> StopAsync(AlarmId alarm, string by, DateTimeOffset now, CancellationToken ct);
}
