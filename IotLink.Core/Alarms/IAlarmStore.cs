using IotLink.Core.Devices;
using IotLink.Core.Rules;

namespace IotLink.Core.Alarms;

/// <summary>Alarms, open and past, with the rule state that belongs to them. Every method is one transaction.</summary>
public interface IAlarmStore
{
    /// <summary>
    /// Carries out what the stream decided, in order. Idempotent: per device and code, changes at or before the position of the last one
    /// applied by an earlier call are passed over, so a replayed batch changes nothing. All changes of one message go into one call.
    /// </summary>
    /// <returns>The alarms that were really changed.</returns>
    Task<IReadOnlyList<Alarm>> ApplyAsync(IReadOnlyList<AlarmChange> changes, CancellationToken ct);

    /// <summary>Last state of every device and code that ever changed: what the pipeline starts from.</summary>
    Task<IReadOnlyList<RuleMark>> MarksAsync(CancellationToken ct);

    Task<Page<AlarmRow>> ListAsync(DeviceScope scope, AlarmQuery query, CancellationToken ct);

    /// <returns>null when there is none or the scope does not reach it: the caller cannot tell which.</returns>
    Task<AlarmRow?> FindAsync(DeviceScope scope, AlarmId id, CancellationToken ct);

    /// <summary>How many alarms are open, by class.</summary>
    Task<IReadOnlyDictionary<AlarmClass, int>> CountOpenAsync(DeviceScope scope, CancellationToken ct);

    /// <summary>Severity of the worst open alarm of each of these devices; those without one are left out.</summary>
    Task<IReadOnlyDictionary<DeviceId, Severity>> WorstOpenAsync(DeviceScope scope, IReadOnlyCollection<DeviceId> devices, CancellationToken ct);

    /// <summary>New becomes acknowledged. Doing it twice keeps the first.</summary>
    /// <returns>The alarm afterwards; null when it is not in the scope.</returns>
    Task<Alarm?> AcknowledgeAsync(DeviceScope scope, AlarmId id, string by, DateTimeOffset now, CancellationToken ct);

    /// <summary>Who did what when, oldest first.</summary>
    Task<IReadOnlyList<AlarmEvent>> HistoryAsync(AlarmId id, CancellationToken ct);
}

/// <summary>An alarm joined with where its device stands now.</summary>
public sealed record AlarmRow(Alarm Alarm, Site? Site, Customer? Customer);

/// <param name="Class">null for all classes.</param>
/// <param name="OnlyOpen">Leaves resolved alarms out.</param>
public sealed record AlarmQuery(
    AlarmClass? Class = null,
    bool OnlyOpen = true,
    DeviceId? Device = null,
    string? Search = null,
    int Skip = 0,
    int Take = 50)
{
    /// <summary>The search looks at codes of sites and customers instead of names, for who may not see them.</summary>
    public bool NamesHidden { get; init; }
}

/// <param name="By">A person's name, or null for IotLink itself.</param>
public sealed record AlarmEvent(AlarmId Alarm, DateTimeOffset At, AlarmState State, string? By, string Note);
