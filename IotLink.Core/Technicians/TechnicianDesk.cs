using IotLink.Core.Accounts;
using IotLink.Core.Audit;
using IotLink.Core.Live;

namespace IotLink.Core.Technicians;

/// <summary>What pages ask about technicians. The right is checked here.</summary>
public sealed class TechnicianDesk(ITechnicianStore technicians, IAuditLog audit, ILiveFeed live, TimeProvider time)
{
    public async Task<IReadOnlyList<Technician>> ListAsync(Viewer viewer, bool withFormer, CancellationToken ct) =>
        viewer.May(Permission.ViewTechnicians) ? await technicians.ListAsync(withFormer, ct) : [];

    /// <returns>null: the viewer may not, or somebody else saved in between.</returns>
    public async Task<Technician?> SaveAsync(Viewer viewer, Technician technician, CancellationToken ct)
    {
        if (!viewer.May(Permission.EditTechnicians) || await technicians.SaveAsync(technician, ct) is not { } saved) return null;
        await audit.WriteAsync(new(time.GetUtcNow(), viewer.UserId, viewer.Name, "technician.save", saved.Id.Value, null), ct);
        live.Signal(LiveTopic.Tickets);
        return saved;
    }
}
