namespace IotLink.Core.Accounts;

/// <summary>What pages ask about accounts.</summary>
public sealed class AccountDesk(IAccountDirectory directory)
{
    /// <returns>null when the viewer may not manage users.</returns>
    public async Task<IReadOnlyList<Account>?> ListAsync(Viewer viewer, CancellationToken ct) =>
        viewer.May(Permission.ManageUsers) ? await directory.ListAsync(ct) : null;
}
