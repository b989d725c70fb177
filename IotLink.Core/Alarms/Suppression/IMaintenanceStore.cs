namespace IotLink.Core.Alarms.Suppression;

/// <summary>
/// Maintenance windows. A port for whoever plans work: people on their page, and dispatch, which may add one when a technician arrives
/// and end it when the technician leaves.
/// </summary>
public interface IMaintenanceStore
{
    /// <returns>Newest first; those that are over for more than 30 days are left out.</returns>
    Task<IReadOnlyList<MaintenanceWindow>> ListAsync(DateTimeOffset now, CancellationToken ct);

    /// <returns>The window with its number.</returns>
    Task<MaintenanceWindow> AddAsync(MaintenanceWindow window, CancellationToken ct);

    /// <returns>false when there is no such window or it was ended before.</returns>
    Task<bool> EndAsync(long id, DateTimeOffset now, CancellationToken ct);
}
