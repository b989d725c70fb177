using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Dispatch;
using IotLink.Core.Alarms;
using IotLink.Core.Devices;
using IotLink.Core.Rules;

namespace IotLink.Core.Actions.Repair;

/// <summary>
/// The closed loops. A loop begins in the transaction that raises its alarm, and is due at once when its alarm or its command changes: nothing
/// has to notice later. Every method is one transaction.
/// </summary>
public interface IRepairStore
{
    /// <summary>The next loop that is due.</summary>
    /// <returns>null when none is.</returns>
    Task<DueRepair?> NextAsync(DateTimeOffset now, CancellationToken ct);

    /// <summary>
    /// Takes one step of a loop. Run, alarm, command and what they say are written together; of several hosts one takes it.
    /// </summary>
    /// <param name="next">The action of the rung whose turn it is.</param>
    /// <returns>null when it is not due any more.</returns>
    Task<RepairDecision?> AdvanceAsync(
        AlarmId alarm, DeviceAction? next, DateTimeOffset now, Func<RepairRun, RepairScene, IReadOnlyList<TriedRemedy>, RepairDecision> advance, CancellationToken ct);

    Task<RepairRun?> FindAsync(AlarmId alarm, CancellationToken ct);

    /// <summary>Oldest first.</summary>
    Task<IReadOnlyList<RepairEvent>> EventsAsync(AlarmId alarm, CancellationToken ct);

    /// <summary>Remedies that stopped themselves and may not run.</summary>
    Task<IReadOnlyList<RemedyStop>> StopsAsync(CancellationToken ct);

    /// <summary>A person lets a remedy run again; what failed before counts no more.</summary>
    /// <returns>false: it was not stopped.</returns>
    Task<bool> ReleaseAsync(ProductId product, string action, DateTimeOffset now, CancellationToken ct);
}

/// <param name="Rung">The remedy whose turn it is; null when one is under way or none is left.</param>
public sealed record DueRepair(AlarmId Alarm, DeviceId Device, ProductId Product, Rung? Rung);
