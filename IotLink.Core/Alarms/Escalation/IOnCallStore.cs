namespace IotLink.Core.Alarms.Escalation;

/// <summary>Policies, teams and calendars; every version is kept.</summary>
public interface IOnCallStore
{
    /// <summary>With the people, from the write endpoint: who is on call is decided from it.</summary>
    Task<OnCallBook> LoadAsync(CancellationToken ct);

    /// <param name="entry">With the version that was edited; 0 for a new one.</param>
    /// <returns>The new version; null when somebody else was quicker.</returns>
    Task<int?> SaveAsync(IOnCallEntry entry, string by, DateTimeOffset now, CancellationToken ct);

    /// <returns>false when it is not there in this version.</returns>
    Task<bool> RetireAsync(IOnCallEntry entry, string by, DateTimeOffset now, CancellationToken ct);
}
