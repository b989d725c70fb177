using IotLink.Core.Alarms;
using IotLink.Core.Devices;

namespace IotLink.Core.Actions.Dispatch;

/// <summary>Requests for technicians. They are written by the closed loop, in the transaction that gives up.</summary>
public interface IDispatchRequests
{
    /// <summary>Open ones first, most urgent first, oldest first.</summary>
    Task<Page<DispatchRow>> ListAsync(DeviceScope scope, DispatchQuery query, CancellationToken ct);

    Task<DispatchRequest?> FindAsync(AlarmId alarm, CancellationToken ct);

    /// <summary>A ticket was made from it. Of two that try, one does.</summary>
    /// <returns>false: it is not open any more.</returns>
    Task<bool> TakeAsync(AlarmId alarm, string ticket, DateTimeOffset now, CancellationToken ct);
}

/// <param name="OnlyOpen">Leaves out what was taken or is needless.</param>
public sealed record DispatchQuery(bool OnlyOpen = true, int Skip = 0, int Take = 50);

/// <summary>A request with where its device stands, and how its alarm is now.</summary>
public sealed record DispatchRow(DispatchRequest Request, AlarmRow Alarm);
