namespace IotLink.Core.Technicians;

/// <summary>Technicians. Every method is one transaction.</summary>
public interface ITechnicianStore
{
    /// <summary>By name; those who have left only when asked for.</summary>
    Task<IReadOnlyList<Technician>> ListAsync(bool withFormer, CancellationToken ct);

    Task<Technician?> FindAsync(TechnicianId id, CancellationToken ct);

    /// <summary>Whom an account belongs to; null for none.</summary>
    Task<Technician?> OfAccountAsync(string accountId, CancellationToken ct);

    /// <summary>Adds one whose version is 0, replaces one whose version is what is stored.</summary>
    /// <returns>null: somebody else saved in between.</returns>
    Task<Technician?> SaveAsync(Technician technician, CancellationToken ct);
}
