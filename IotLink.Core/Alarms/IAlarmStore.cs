using IotLink.Core.Alarms.Quality;
using IotLink.Core.Devices;
using IotLink.Core.Rules;

namespace IotLink.Core.Alarms;

/// <summary>Alarms, open and past, with the rule state that belongs to them. Every method is one transaction.</summary>
public interface IAlarmStore
{
    /// <summary>
    /// Carries out what the stream decided, in order. Idempotent: per device and code, changes at or before the position of the last one
    /// applied by an earlier call are passed over, so a replayed batch changes nothing. All changes of one message go into one call.
    /// What is suppressed is stored as suppressed; what flaps is folded into one.
    /// </summary>
    /// <returns>The alarms that were really changed.</returns>
    Task<IReadOnlyList<Alarm>> ApplyAsync(IReadOnlyList<AlarmChange> changes, CancellationToken ct);

    /// <summary>Last state of every device and code that ever changed: what the pipeline starts from.</summary>
    Task<IReadOnlyList<RuleMark>> MarksAsync(CancellationToken ct);

    Task<Page<AlarmRow>> ListAsync(DeviceScope scope, AlarmQuery query, CancellationToken ct);

    /// <returns>null when there is none or the scope does not reach it: the caller cannot tell which.</returns>
    Task<AlarmRow?> FindAsync(DeviceScope scope, AlarmId id, CancellationToken ct);

    /// <summary>How many alarms people see as open, by class.</summary>
    Task<IReadOnlyDictionary<AlarmClass, int>> CountOpenAsync(DeviceScope scope, CancellationToken ct);

    /// <summary>The console's buckets, as this person sees them now.</summary>
    Task<AlarmCounts> CountAsync(DeviceScope scope, string userId, DateTimeOffset now, CancellationToken ct);

    /// <summary>Severity of the worst open alarm of each of these devices; those without one are left out.</summary>
    Task<IReadOnlyDictionary<DeviceId, Severity>> WorstOpenAsync(DeviceScope scope, IReadOnlyCollection<DeviceId> devices, CancellationToken ct);

    /// <summary>New becomes acknowledged. Doing it twice keeps the first.</summary>
    /// <returns>The alarm afterwards; null when it is not in the scope.</returns>
    Task<Alarm?> AcknowledgeAsync(DeviceScope scope, AlarmId id, string by, DateTimeOffset now, CancellationToken ct);

    /// <summary>One step on one or many alarms. What the scope does not reach is left out of the answer.</summary>
    Task<IReadOnlyList<AlarmResult>> ActAsync(DeviceScope scope, AlarmAct act, CancellationToken ct);

    /// <summary>Takes one stroke back where nothing has happened since.</summary>
    Task<IReadOnlyList<AlarmResult>> UndoAsync(DeviceScope scope, AlarmUndo undo, CancellationToken ct);

    /// <summary>
    /// What time alone brings: leases that run out, flapping that settles, suppression that ends or is explained by a hub, storms.
    /// Any number of hosts may call it.
    /// </summary>
    /// <returns>The alarms that were changed.</returns>
    Task<IReadOnlyList<Alarm>> UpkeepAsync(DateTimeOffset now, CancellationToken ct);

    /// <summary>Who did what when, oldest first.</summary>
    Task<IReadOnlyList<AlarmEvent>> HistoryAsync(AlarmId id, CancellationToken ct);

    /// <summary>What the messages at a position raised: from a frame to its alarms.</summary>
    Task<IReadOnlyList<AlarmRow>> RaisedByAsync(DeviceScope scope, Messages.StreamPosition position, CancellationToken ct);

    /// <summary>Alarms of a product that were open at some time of the range, suppressed ones too; oldest first, at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<AlarmSpan>> SpansAsync(ProductId product, DateTimeOffset from, DateTimeOffset to, int take, CancellationToken ct);

    /// <summary>Earlier alarms of the same product and code that are over, in this scope.</summary>
    Task<AlarmsAlike> AlikeAsync(DeviceScope scope, Alarm alarm, CancellationToken ct);

    /// <summary>How each rule's alarms did, of those noticed in a time.</summary>
    Task<IReadOnlyList<RuleQuality>> QualityAsync(DeviceScope scope, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}
